/* dns_answer: TestDNSAnswer: what the name servers of one zone would say. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

static const struct field id_field = { .name = "HostedZoneId", FIELD_REQUIRED };
static const struct field name_field = { .name = "RecordName",
                                         FIELD_REQUIRED,
                                         FIELD_MOST(1024) };
static const struct field type_field = { .name = "RecordType",
                                         FIELD_REQUIRED,
                                         .words = route53_types };
static const struct field address_field = { .name = "IPAddress",
                                            FIELD_MOST(45),
                                            .form = &route53_form_address };
static const struct field mask_field = { .name = "SubnetMask",
                                         .kind = FIELD_INTEGER,
                                         FIELD_RANGE(0, 128) };

struct question {
    const struct zone *zone;
    const char *given; /* the name, as asked for */
    const char *name;  /* canonical */
    const char *type_word;
    uint16_t type;
    int64_t now_ms;
};

static int read_question(struct mock *mock, struct call *call, struct question *out)
{
    const struct http_request *request = call->request;
    const char *id = http_query(request, "hostedzoneid");
    struct field_faults faults = { 0 };
    const char *fault;

    out->given = http_query(request, "recordname");
    out->type_word = http_query(request, "recordtype");
    field_check_text(&faults, &id_field, "hostedZoneId", id);
    field_check_text(&faults, &name_field, "recordName", out->given);
    field_check_text(&faults, &type_field, "recordType", out->type_word);
    field_check_text(&faults, &address_field, "resolverIP",
                     http_query(request, "resolverip"));
    field_check_text(&faults, &address_field, "eDNS0ClientSubnetIP",
                     http_query(request, "edns0clientsubnetip"));
    field_check_text(&faults, &mask_field, "eDNS0ClientSubnetMask",
                     http_query(request, "edns0clientsubnetmask"));
    if (field_end(&faults, call) != 0)
        return -1;
    fault = route53_name_fault(call, out->given);
    if (fault != NULL) {
        call_fail(call, "InvalidInput", "%s", fault);
        return -1;
    }
    out->zone = route53_zone(mock, call, "hostedZoneId", id);
    if (out->zone == NULL)
        return -1;
    out->name = route53_canonical(call, out->given);
    out->type = rr_type_parse(out->type_word, strlen(out->type_word));
    out->now_ms = mock->world.clock.now_ms;
    return 0;
}

/*
 * The name whose sets answer: itself, or the wildcard of its closest encloser; NULL:
 * there is no such name. Source: RFC 4592, 3.3.
 */
static const char *answering_name(struct call *call, const struct question *question)
{
    const char *up = question->name;
    const char *wildcard;

    if (zone_has_name(question->zone, up, question->now_ms))
        return up;
    while (strcmp(up, question->zone->name) != 0 &&
           !zone_has_name(question->zone, up, question->now_ms))
        up = name_parent(up);
    wildcard = arena_printf(call->arena, "*.%s", up);
    return zone_has_name(question->zone, wildcard, question->now_ms) ? wildcard : NULL;
}

/* Of the set's values, or of an alias what its target in this zone holds. */
static void put_values(struct call *call, const struct zone *zone,
                       const struct rrset *set)
{
    const struct rrset *target = set;

    for (int i = 0; i < 4 && target != NULL && target->alias_zone != NULL; i++)
        target = strcmp(target->alias_zone, zone->id) == 0
                     ? zone_find(zone, target->alias_name, target->type, NULL)
                     : NULL;
    for (size_t i = 0; target != NULL && i < target->n_values; i++)
        xml_text(&call->xml, "RecordDataEntry", target->values[i]);
}

/* The set that answers: of the type, or a CNAME; of several the first. */
static const struct rrset *choose(const struct question *question,
                                  const struct rrset *const *sets, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sets[i]->type == question->type || sets[i]->type == RR_CNAME)
            return sets[i];
    return NULL;
}

static const char *put_data(struct call *call, const struct question *question)
{
    const char *name = answering_name(call, question);
    const struct rrset **sets;
    const struct rrset *set;
    size_t n;

    if (name == NULL)
        return "NXDOMAIN";
    sets = zone_visible(question->zone, name, question->now_ms, call->arena, &n);
    set = choose(question, sets, n);
    if (set != NULL)
        put_values(call, question->zone, set);
    return "NOERROR";
}

int route53_test_dns_answer(struct mock *mock, struct call *call)
{
    static const char root[] = "TestDNSAnswerResponse";
    struct xml_out *out = &call->xml;
    struct question question = { 0 };
    const char *code = "REFUSED";

    if (read_question(mock, call, &question) != 0)
        return -1;
    if (question.zone->private_zone)
        return call_fail(call, "InvalidInput",
                         "The hosted zone %s is private: TestDNSAnswer asks public "
                         "hosted zones alone.",
                         question.zone->id);
    route53_open(call, root);
    xml_text(out, "Nameserver", question.zone->servers[0]);
    xml_text(out, "RecordName", question.given);
    xml_text(out, "RecordType", question.type_word);
    xml_open(out, "RecordData");
    if (name_is_under(question.name, question.zone->name))
        code = put_data(call, &question);
    xml_close(out, "RecordData");
    xml_text(out, "ResponseCode", code);
    xml_text(out, "Protocol", "UDP");
    route53_close(call, root);
    return 0;
}
