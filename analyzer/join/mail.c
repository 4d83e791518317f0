/* mail: whom ACM writes to for validation by e-mail. */
#include "analyzer/join/mail.h"

#include <string.h>

#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/buf.h"
#include "base/dns/name.h"

enum { SHOWN = 10 };

const char *mail_domain(const struct validation *validation)
{
    const char *domain;

    if (validation->validation_domain != NULL &&
        strcmp(validation->validation_domain, validation->domain) != 0)
        return name_base(validation->validation_domain);
    domain = name_base(validation->domain);
    return strncmp(domain, "www.", 4) == 0 ? domain + 4 : domain;
}

const char *mail_boxes(const struct validation *validation, struct arena *arena)
{
    static const char *const boxes[] = { "admin", "administrator", "hostmaster",
                                         "postmaster", "webmaster" };
    const char *domain = mail_domain(validation);
    struct buf out;

    buf_init(&out);
    for (uint32_t i = 0; i < validation->n_emails && i < SHOWN; i++) {
        buf_puts(&out, i == 0 ? "" : ", ");
        shell_comment(&out, validation->emails[i]);
    }
    for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]) && validation->n_emails == 0;
         i++) {
        buf_printf(&out, "%s%s@", i == 0 ? "" : ", ", boxes[i]);
        shell_comment(&out, domain);
    }
    return shell_keep(&out, arena);
}
