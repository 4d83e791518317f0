/* rrset_list: ListResourceRecordSets, page by page from any name, type, identifier. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

/* Where a page begins, as asked for. */
struct start {
    const char *name; /* as given; NULL: at the first set */
    uint16_t type;    /* RR_NONE: at the first of that name */
    const char *identifier;
    size_t max;
};

static int read_type(struct call *call, struct start *start)
{
    const struct field field = { .name = "Type", .words = route53_types };
    const char *type = http_query(call->request, "type");
    struct field_faults faults = { 0 };

    field_check_text(&faults, &field, "startRecordType", type);
    if (field_end(&faults, call) != 0)
        return -1;
    if (type != NULL)
        start->type = rr_type_parse(type, strlen(type));
    return 0;
}

static int read_start(struct call *call, struct start *start)
{
    const char *fault;

    if (route53_query(call, "name", "startRecordName", 1024, &start->name) != 0 ||
        read_type(call, start) != 0 ||
        route53_query(call, "identifier", "startRecordIdentifier", 128,
                      &start->identifier) != 0 ||
        route53_max_items(call, ROUTE53_SETS_PAGE, &start->max) != 0)
        return -1;
    if (start->type != RR_NONE && start->name == NULL)
        return call_fail(call, "InvalidInput",
                         "The request included the type parameter without the name "
                         "parameter.");
    if (start->identifier != NULL && start->type == RR_NONE)
        return call_fail(call, "InvalidInput",
                         "The request included the identifier parameter without the "
                         "name and type parameters.");
    fault = start->name == NULL ? NULL : route53_name_fault(call, start->name);
    return fault == NULL ? 0 : call_fail(call, "InvalidInput", "%s", fault);
}

static void put_sets(struct call *call, const struct zone *zone, size_t first, size_t end)
{
    xml_open(&call->xml, "ResourceRecordSets");
    for (size_t i = first; i < end; i++)
        route53_put_rrset(call, zone->sets[i]);
    xml_close(&call->xml, "ResourceRecordSets");
}

static void put_next(struct call *call, const struct rrset *next)
{
    char word[RR_WORD_MAX];

    xml_bool(&call->xml, "IsTruncated", next != NULL);
    if (next == NULL)
        return;
    xml_text(&call->xml, "NextRecordName", rrset_name_text(call->arena, next->name));
    xml_text(&call->xml, "NextRecordType", rr_type_word(next->type, word));
    xml_text(&call->xml, "NextRecordIdentifier", next->set_identifier);
}

int route53_list_resource_record_sets(struct mock *mock, struct call *call)
{
    static const char root[] = "ListResourceRecordSetsResponse";
    const struct zone *zone =
        route53_zone(mock, call, "hostedZoneId", call->parameters[0]);
    struct start start = { 0 };
    size_t first = 0;
    size_t end;

    if (zone == NULL || read_start(call, &start) != 0)
        return -1;
    if (start.name != NULL)
        first = zone_lower_bound(zone, route53_canonical(call, start.name), start.type,
                                 start.identifier);
    end = zone->n_sets;
    if (end - first > start.max)
        end = first + start.max;
    route53_open(call, root);
    put_sets(call, zone, first, end);
    put_next(call, end < zone->n_sets ? zone->sets[end] : NULL);
    xml_number(&call->xml, "MaxItems", (int64_t)start.max);
    route53_close(call, root);
    return 0;
}
