/* commands: shell lines whose output would decide, saved into the evidence layout. */
#include "analyzer/join/commands.h"

#include <string.h>

#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "base/map.h"

/* As a name in a path: a '/' or a leading dot would lead elsewhere. */
static void add_file_part(struct buf *out, const char *text)
{
    if (text[0] == '.')
        buf_putc(out, '_');
    for (; *text != '\0'; text++) {
        if (*text == '/')
            buf_putc(out, '_');
        else
            buf_putc(out, *text);
    }
}

static const char *folder_of(const struct cert *cert, struct arena *arena)
{
    struct buf path;

    buf_init(&path);
    buf_puts(&path, "evidence/");
    add_file_part(&path, cert->account != NULL ? cert->account : "ACCOUNT");
    buf_putc(&path, '/');
    add_file_part(&path, cert->region != NULL ? cert->region : "REGION");
    buf_puts(&path, "/acm/describe-certificate");
    return shell_keep(&path, arena);
}

const char *command_describe(const struct cert *cert, struct arena *arena)
{
    const char *folder = folder_of(cert, arena);
    const char *id = cert->arn == NULL ? NULL : strrchr(cert->arn, '/');
    struct buf out;
    struct buf path;

    buf_init(&out);
    buf_init(&path);
    buf_puts(&path, folder);
    buf_putc(&path, '/');
    add_file_part(&path, id == NULL ? "ID" : id + 1);
    buf_puts(&path, ".json");

    shell_place(&out, cert, true);
    buf_puts(&out, "mkdir -p ");
    shell_word(&out, folder);
    buf_puts(&out, "\naws acm describe-certificate --certificate-arn ");
    shell_arn(&out, cert);
    shell_region(&out, cert);
    buf_puts(&out, " --output json > ");
    shell_word(&out, buf_text(&path));
    buf_clear(&path);
    return shell_keep(&out, arena);
}

/* ---- dig ---- */

static void add_dig(struct buf *out, const char *type, const char *name)
{
    size_t len = strlen(name);
    struct buf text;

    if (!shell_is_name(name)) {
        buf_puts(out, "\n# left out, for it can be no DNS name: ");
        shell_comment(out, name);
        return;
    }
    if (name[len - 1] == '.')
        len--;
    buf_init(&text);
    buf_add(&text, name, len);
    buf_putc(&text, '.');
    buf_printf(out, "\ndig %s ", type);
    shell_word(out, buf_text(&text));
    buf_reset(&text);
    buf_puts(&text, "evidence/dns/");
    buf_add(&text, name, len);
    buf_printf(&text, ".%s.txt", type);
    buf_puts(out, " > ");
    shell_word(out, buf_text(&text));
    buf_clear(&text);
}

const char *command_dig(const char *type, const char *const *names, size_t n,
                        struct arena *arena)
{
    struct buf out;

    buf_init(&out);
    buf_puts(&out, "mkdir -p evidence/dns");
    for (size_t i = 0; i < n && i < COMMANDS_DIG_MAX; i++)
        add_dig(&out, type, names[i]);
    if (n > COMMANDS_DIG_MAX)
        buf_printf(&out, "\n# and so on for %zu more names", n - COMMANDS_DIG_MAX);
    return shell_keep(&out, arena);
}

/* A name and its parents, those that are not there yet. */
static size_t climb(const char *name, struct map *seen, const char **out, size_t n,
                    size_t room)
{
    const char *top;

    name = name_base(name);
    top = suffix_registrable(name);
    for (;;) {
        void **place = map_at(seen, name, strlen(name));

        if (*place != NULL) /* then its parents are there, too */
            return n;
        *place = seen;
        if (n < room)
            out[n] = name;
        n++;
        if (name == top)
            return n;
        name = strchr(name, '.') + 1;
    }
}

const char *command_dig_caa(const char *const *names, size_t n, struct arena *arena)
{
    const char *list[COMMANDS_DIG_MAX + 1];
    struct map seen;
    struct buf out;
    size_t total = 0;

    map_init(&seen);
    for (size_t i = 0; i < n && total <= COMMANDS_DIG_MAX; i++)
        total = climb(names[i], &seen, list, total, COMMANDS_DIG_MAX);
    map_clear(&seen);

    buf_init(&out);
    buf_puts(&out, "mkdir -p evidence/dns");
    for (size_t i = 0; i < total && i < COMMANDS_DIG_MAX; i++)
        add_dig(&out, "CAA", list[i]);
    if (total > COMMANDS_DIG_MAX)
        buf_puts(&out, "\n# and so on for the certificate's other names");
    return shell_keep(&out, arena);
}

/* ---- hosted zones ---- */

const char *command_zones(const struct cert *cert, const char *name, struct arena *arena)
{
    struct buf folder;
    struct buf out;
    const char *text;

    buf_init(&folder);
    buf_puts(&folder, "evidence/");
    add_file_part(&folder, cert->account != NULL ? cert->account : "ACCOUNT");
    buf_puts(&folder, "/global/route53");
    text = shell_keep(&folder, arena);

    buf_init(&out);
    buf_puts(&out, "# In the account that runs the DNS; for the certificate's: ");
    shell_comment(&out, cert->account != NULL ? cert->account : "ACCOUNT, not known");
    buf_puts(&out, "\nmkdir -p ");
    shell_word(&out, arena_printf(arena, "%s/list-resource-record-sets", text));
    buf_puts(&out, "\naws route53 list-hosted-zones --output json > ");
    shell_word(&out, arena_printf(arena, "%s/list-hosted-zones.json", text));
    buf_puts(&out, "\n# ZONE_ID: each zone of that list whose name is the end of ");
    shell_comment(&out, name);
    buf_puts(&out, "\naws route53 list-resource-record-sets --hosted-zone-id ZONE_ID "
                   "--output json > ");
    shell_word(&out,
               arena_printf(arena, "%s/list-resource-record-sets/ZONE_ID.json", text));
    return shell_keep(&out, arena);
}
