/* shell: pieces of evidence put into commands that people paste. */
#include "analyzer/join/shell.h"

#include <string.h>

#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"

void shell_word(struct buf *out, const char *text)
{
    escape_shell(out, text, strlen(text));
}

void shell_comment(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;

        if (c < 0x20 || c == 0x7f)
            buf_putc(out, '?');
        else
            buf_putc(out, *text);
    }
}

bool shell_is_name(const char *text)
{
    static const char fit[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789.-_*";

    return text[0] != '\0' && text[0] != '-' && text[strspn(text, fit)] == '\0';
}

void shell_place(struct buf *out, const struct cert *cert, bool with_arn)
{
    buf_puts(out, "# Account ");
    shell_comment(out, cert->account != NULL ? cert->account : "unknown");
    buf_puts(out, ", region ");
    shell_comment(out, cert->region != NULL ? cert->region : "unknown");
    buf_puts(out, ".");
    if (cert->region == NULL)
        buf_puts(out, " Fill in REGION.");
    if (with_arn && cert->arn == NULL)
        buf_puts(out, " Fill in ARN, the certificate's.");
    buf_putc(out, '\n');
}

void shell_region(struct buf *out, const struct cert *cert)
{
    buf_puts(out, " --region ");
    if (cert->region != NULL)
        shell_word(out, cert->region);
    else
        buf_puts(out, "REGION");
}

void shell_arn(struct buf *out, const struct cert *cert)
{
    if (cert->arn != NULL)
        shell_word(out, cert->arn);
    else
        buf_puts(out, "ARN");
}

const char *shell_keep(struct buf *buf, struct arena *arena)
{
    const char *text = arena_strndup(arena, buf_text(buf), buf->len);

    buf_clear(buf);
    return text;
}
