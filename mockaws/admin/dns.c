/* dns: what the public internet would answer now, as dig prints it. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/spell.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/session.h"

static const char *const parameters[] = { "name", "type", "short", NULL };

/* RR_NONE after a 400. */
static uint16_t type_of(struct admin *admin)
{
    static const char *const words[] = { "A",      "AAAA", "CAA",   "CNAME", "DS",
                                         "NS",     "MX",   "SOA",   "TXT",   "PTR",
                                         "SRV",    "TLSA", "HTTPS", "SVCB",  "NAPTR",
                                         "DNSKEY", NULL };
    const char *text = http_query(admin->request, "type");
    uint16_t type;

    if (text == NULL || text[0] == '\0')
        return RR_A;
    type = rr_type_parse(text, strlen(text));
    if (type == RR_NONE || type == RR_ANY || type == RR_OPT) {
        admin_refuse(admin, 400, spell_nearest(text, words),
                     "type=%.50s: this is no type of records that can be asked for",
                     text);
        return RR_NONE;
    }
    return type;
}

void admin_get_dns(struct admin *admin)
{
    const struct resolver resolver = world_resolver(&admin->mock->world);
    const char *text = http_query(admin->request, "name");
    struct buf out = { NULL, 0, 0 };
    const char *name;
    uint16_t type;

    if (!admin_takes(admin, parameters))
        return;
    if (text == NULL || text[0] == '\0') {
        admin_refuse(admin, 400, NULL,
                     "want a name: GET /_mockaws/dns?name=example.com&type=CAA");
        return;
    }
    name = name_canonical(admin->arena, text, strlen(text));
    if (form_name(name) != NULL) {
        admin_refuse(admin, 400, NULL, "name=%.300s: %s", text, form_name(name));
        return;
    }
    type = type_of(admin);
    if (type == RR_NONE)
        return;
    resolver_dig(&resolver, name, type, http_query(admin->request, "short") != NULL,
                 admin->arena, &out);
    admin_answer_text(admin, "text/plain; charset=utf-8",
                      arena_strndup(admin->arena, buf_text(&out), out.len), out.len);
    buf_clear(&out);
}
