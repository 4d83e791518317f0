/* mail: whom ACM writes to for validation by e-mail. */
#include "analyzer/join/mail.h"

#include <string.h>

#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
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

/* The whole set is "0 .". */
static bool is_null_mx(const struct look *look, struct arena *arena)
{
    const struct rrset *set = look->sets[0];

    return look->n_sets == 1 && set->n_values == 1 &&
           strcmp(rr_target(arena, RR_MX, set->values[0]), ".") == 0;
}

static bool has_address(const struct zones *zones, const char *domain,
                        struct arena *arena)
{
    static const uint16_t types[] = { RR_A, RR_AAAA };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (zones_look(zones, domain, types[i], arena).found == FOUND_SETS)
            return true;
    return false;
}

bool mail_is_lost(const struct zones *zones, const char *domain, struct arena *arena,
                  struct mail_way *out)
{
    if (zones == NULL || !zones->any)
        return false;
    out->look = zones_look(zones, domain, RR_MX, arena);
    out->confidence = out->look.confidence;
    if (out->look.found == FOUND_SETS && is_null_mx(&out->look, arena)) {
        out->said = arena_printf(arena,
                                 "%s has the null MX record `0 .`: it says that it takes "
                                 "no mail.",
                                 domain);
        return true;
    }
    if (out->look.found != FOUND_NODATA && out->look.found != FOUND_NXDOMAIN)
        return false;
    out->said =
        arena_printf(arena, "%s has no MX record: no mail server is named.", domain);
    if (has_address(zones, domain, arena)) {
        if (out->confidence > CONFIDENCE_MEDIUM)
            out->confidence = CONFIDENCE_MEDIUM;
        out->said = arena_printf(arena,
                                 "%s has no MX record; mail then goes to its address "
                                 "record, where seldom a mailbox is.",
                                 domain);
    }
    return true;
}
