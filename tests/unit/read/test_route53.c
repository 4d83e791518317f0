/* Tests of analyzer/read/shapes_route53 and pages: zones, record sets, changes. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analyzer/read/read.h"
#include "base/err.h"
#include "base/when.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#define SOA                                                                              \
    "{'Name':'example.com.','Type':'SOA','TTL':900,'ResourceRecords':[{'Value':"         \
    "'ns.example.net. h.example.net. 1 2 3 4 5'}]}"
#define NS                                                                               \
    "{'Name':'example.com.','Type':'NS','TTL':900,'ResourceRecords':[{'Value':"          \
    "'ns.example.net.'}]}"
#define A(name)                                                                          \
    "{'Name':'" name "','Type':'A','TTL':60,'ResourceRecords':[{'Value':'192.0.2.1'}]}"
#define PAGE(sets, rest) "{'ResourceRecordSets':[" sets "]" rest "}"

/* What the dumps of a text are like. */
struct row {
    const char *name;
    const char *text;
    size_t n_dumps;
    uint32_t n_sets;  /* of the last dump */
    const char *zone; /* of the last dump */
    bool truncated;
    bool first_page;
    size_t n_truncated; /* problems */
};

static struct row rows[] = {
    /* clang-format off */
    { "whole", PAGE(NS "," SOA "," A("www.example.com."), ""), 1, 3, "example.com", false, true, 0 },
    { "an array", "[" SOA "," A("www.example.com.") "]", 1, 2, "example.com", false, true, 0 },
    { "one a line", SOA "\n" A("www.example.com.") "\n", 1, 2, "example.com", false, true, 0 },
    { "zone by NS", PAGE(NS "," A("www.example.com."), ",'IsTruncated':true"), 1, 2, "example.com", true, true, 1 },
    { "NS of a delegation only", PAGE(NS "," A("www.example.org."), ""), 1, 2, NULL, false, false, 0 },
    { "no apex", PAGE(A("www.example.com."), ""), 1, 1, NULL, false, false, 0 },
    { "truncated", PAGE(SOA, ",'IsTruncated':true,'NextRecordName':'a.example.com.'"), 1, 1, "example.com", true, true, 1 },
    { "CLI's token", PAGE(SOA, ",'NextToken':'eyJ'"), 1, 1, "example.com", true, true, 1 },
    { "pages in an array", "[" PAGE(SOA, ",'IsTruncated':true,'NextRecordName':'a.example.com.'") "," PAGE(A("a.example.com."), ",'IsTruncated':false") "]", 1, 2, "example.com", false, true, 0 },
    { "pages one behind the other", PAGE(SOA, ",'IsTruncated':true,'NextRecordName':'a.example.com.'") "\n" PAGE(A("a.example.com."), ",'IsTruncated':true") "\n", 1, 2, "example.com", true, true, 1 },
    { "three pages", "[" PAGE(SOA, ",'IsTruncated':true") "," PAGE(A("a.example.com."), ",'IsTruncated':true") "," PAGE(A("b.example.com."), "") "]", 1, 3, "example.com", false, true, 0 },
    { "the next page is another's", "[" PAGE(SOA, ",'IsTruncated':true,'NextRecordName':'a.example.com.'") "," PAGE(A("b.example.com."), "") "]", 2, 1, NULL, false, false, 1 },
    { "whole answers of two zones", PAGE(SOA, "") "\n" PAGE(SOA "," A("www.example.com."), "") "\n", 2, 2, "example.com", false, true, 0 },
    { "two zones in one array", "[" SOA "," A("www.example.com.") "," A("example.org.") ",{'Name':'example.org.','Type':'SOA','ResourceRecords':[{'Value':'a. b. 1 2 3 4 5'}]}," A("www.example.org.") "]", 2, 3, "example.org", false, true, 0 },
    { "no sets", PAGE("", ""), 1, 0, NULL, false, false, 0 },
    /* clang-format on */
};

static void dump_is_right(void **state)
{
    const struct row *row = *state;
    struct reading reading;
    const struct record_dump *dump;

    reading_of(&reading, row->text);
    assert_int_equal(reading.estate.dns.n_dumps, row->n_dumps);
    dump = reading.estate.dns.dumps[row->n_dumps - 1];
    assert_int_equal(dump->n_sets, row->n_sets);
    if (row->zone == NULL)
        assert_null(dump->zone);
    else
        assert_string_equal(dump->zone, row->zone);
    assert_int_equal(dump->truncated, row->truncated);
    assert_int_equal(dump->first_page, row->first_page);
    assert_int_equal(reading_count(&reading, PROBLEM_TRUNCATED), row->n_truncated);
    reading_clear(&reading);
}

TEST_ROWS(rows, dump_is_right)

static void reads_a_set(void **state)
{
    struct reading reading;
    const struct rrset *set;

    (void)state;
    reading_of(&reading,
               "{'HostedZoneId':'/hostedzone/Z1','ResourceRecordSets':[" SOA
               ",{'Name':'\\\\052.Example.com.','Type':'A','SetIdentifier':'p',"
               "'Failover':'PRIMARY','AliasTarget':{'HostedZoneId':'Z2','DNSName':"
               "'D1.example.net.'},'HealthCheckId':'h'},{'Name':'t.example.com.','Type':"
               "'TXT','TTL':0,'Weight':0,'ResourceRecords':[{'Value':'\\\"a\\\"'},"
               "{'Value':''}]}]}");
    assert_string_equal(reading.estate.dns.dumps[0]->zone_id, "Z1");
    assert_int_equal(reading.estate.dns.dumps[0]->id_from, FROM_CONTENT);
    set = &reading.estate.dns.dumps[0]->sets[1];
    assert_string_equal(set->name, "*.example.com");
    assert_int_equal(set->type, RR_A);
    assert_int_equal(set->ttl_s, -1);
    assert_string_equal(set->alias, "d1.example.net");
    assert_string_equal(set->alias_zone, "Z2");
    assert_string_equal(set->set_id, "p");
    assert_string_equal(set->routing, "failover PRIMARY");
    assert_string_equal(set->health_check, "h");
    assert_string_equal(set->origin.pointer, "/ResourceRecordSets/1");
    assert_true(set->octal);
    set++;
    assert_string_equal(set->routing, "weighted");
    assert_int_equal(set->ttl_s, 0);
    assert_null(set->alias);
    assert_int_equal(set->n_values, 2);
    assert_string_equal(set->values[0], "\"a\"");
    assert_string_equal(set->values[1], "");
    assert_null(reading_source(&reading)->problems);
    reading_clear(&reading);
}

/* A problem of that kind and nothing else, at that pointer. */
struct fault {
    const char *name;
    const char *text;
    enum problem_kind kind;
    const char *pointer;
    uint32_t n_records;
};

static struct fault faults[] = {
    /* clang-format off */
    { "no values", "[" SOA ",{'Name':'a.example.com.','Type':'A','ResourceRecords':[]}]", PROBLEM_PARTLY, "/1/ResourceRecords", 2 },
    { "alias to nowhere", "[" SOA ",{'Name':'a.example.com.','Type':'A','AliasTarget':{}}]", PROBLEM_PARTLY, "/1/AliasTarget", 2 },
    { "no name", "[" SOA ",{'Type':'A','ResourceRecords':[{'Value':'x'}]}]", PROBLEM_PARTLY, "/1", 1 },
    { "unknown type", "[{'Name':'a.example.com.','Type':'WKX','ResourceRecords':[{'Value':'x'}]}]", PROBLEM_UNKNOWN_WORD, "/0/Type", 1 },
    { "TTL is text", "[{'Name':'a.example.com.','Type':'A','TTL':'300','ResourceRecords':[{'Value':'x'}]}]", PROBLEM_WRONG_TYPE, "/0/TTL", 1 },
    { "value is a number", "[{'Name':'a.example.com.','Type':'A','ResourceRecords':[{'Value':'x'},{'Value':1}]}]", PROBLEM_WRONG_TYPE, "/0/ResourceRecords/1/Value", 1 },
    { "records are an object", "[{'Name':'a.example.com.','Type':'A','ResourceRecords':{}}]", PROBLEM_WRONG_TYPE, "/0/ResourceRecords", 1 },
    { "a set is a number", "[" SOA ",5]", PROBLEM_WRONG_TYPE, "/1", 1 },
    { "a name outside", PAGE(SOA "," A("a.example.org.") "," A("notexample.com."), ""), PROBLEM_PARTLY, "/ResourceRecordSets/1", 3 },
    { "a member twice", "[{'Name':'a.example.com.','Type':'A','Type':'AAAA','ResourceRecords':[{'Value':'x'}]}]", PROBLEM_PARTLY, "/0/Type", 1 },
    { "sets are text", "{'ResourceRecordSets':'x'}", PROBLEM_WRONG_TYPE, "/ResourceRecordSets", 0 },
    { "a zone's count is text", "{'HostedZones':[{'Id':'Z1','Name':'example.com.','ResourceRecordSetCount':'2'}]}", PROBLEM_WRONG_TYPE, "/HostedZones/0/ResourceRecordSetCount", 1 },
    { "servers are text", "{'HostedZone':{'Id':'Z1'},'DelegationSet':{'NameServers':'x'}}", PROBLEM_WRONG_TYPE, "/DelegationSet/NameServers", 1 },
    { "zones are truncated", "{'HostedZones':[],'IsTruncated':true}", PROBLEM_TRUNCATED, "/IsTruncated", 0 },
    { "a change without a set", "{'Changes':[{'Action':'UPSERT'}]}", PROBLEM_PARTLY, "/Changes/0", 0 },
    { "expiry is no time", "{'DomainName':'example.com','Nameservers':[],'ExpirationDate':'soon'}", PROBLEM_BAD_TIME, "/ExpirationDate", 1 },
    /* clang-format on */
};

static void fault_is_said(void **state)
{
    const struct fault *row = *state;
    const struct source *source;
    struct reading reading;

    reading_of(&reading, row->text);
    source = reading_source(&reading);
    assert_non_null(source->problems);
    assert_null(source->problems->next);
    assert_int_equal(source->problems->kind, row->kind);
    assert_string_equal(source->problems->pointer, row->pointer);
    assert_int_equal(source->n_records, row->n_records);
    reading_clear(&reading);
}

static void reads_zones(void **state)
{
    struct reading reading;
    const struct dns_evidence *dns = &reading.estate.dns;

    (void)state;
    reading_of(&reading,
               "[{'HostedZones':[{'Id':'/hostedzone/Z1','Name':'Example.com.',"
               "'Config':{'PrivateZone':false},'ResourceRecordSetCount':7}],"
               "'IsTruncated':true,'NextMarker':'Z2'},{'HostedZones':[{'Id':"
               "'/hostedzone/Z2','Name':'example.com.','Config':{'PrivateZone':true}}],"
               "'Marker':'Z2','IsTruncated':false},{'HostedZone':{'Id':'Z3','Name':"
               "'example.org.'},'DelegationSet':{'NameServers':['NS1.example.net']}},"
               "{'HostedZone':{'Id':'Z4','Name':'example.org.'},'VPCs':[{'VPCId':'v'}]},"
               "{'HostedZones':[],'DNSName':'x.example.com'}]");
    assert_int_equal(dns->n_rows, 4);
    assert_string_equal(dns->rows[0]->id, "Z1");
    assert_string_equal(dns->rows[0]->name, "example.com");
    assert_int_equal(dns->rows[0]->visibility, VISIBILITY_PUBLIC);
    assert_int_equal(dns->rows[0]->record_count, 7);
    assert_string_equal(dns->rows[0]->origin.pointer, "/0/HostedZones/0");
    assert_int_equal(dns->rows[1]->visibility, VISIBILITY_PRIVATE);
    assert_int_equal(dns->rows[1]->record_count, -1);
    assert_int_equal(dns->rows[2]->visibility, VISIBILITY_PUBLIC);
    assert_int_equal(dns->rows[2]->n_servers, 1);
    assert_string_equal(dns->rows[2]->servers[0], "ns1.example.net");
    assert_int_equal(dns->rows[3]->visibility, VISIBILITY_PRIVATE);
    assert_int_equal(dns->n_lists, 2);
    assert_int_equal(dns->lists[0]->n_rows, 2);
    assert_false(dns->lists[0]->truncated);
    assert_true(dns->lists[1]->truncated); /* it starts at a name */
    assert_null(reading_source(&reading)->problems);
    reading_clear(&reading);
}

static void reads_changes(void **state)
{
    struct reading reading;
    const struct dns_evidence *dns = &reading.estate.dns;

    (void)state;
    reading_of(&reading,
               "{'HostedZoneId':'/hostedzone/Z1','ChangeBatch':{'Changes':[{'Action':"
               "'DELETE','ResourceRecordSet':" A(
                   "a.example.com.") "}]}}\n"
                                     "{'ChangeInfo':{'Id':'/change/"
                                     "C1','Status':'INSYNC','SubmittedAt':"
                                     "'2026-11-22T18:00:00Z'}}\n");
    assert_int_equal(dns->n_changes, 1);
    assert_string_equal(dns->changes[0]->action, "DELETE");
    assert_string_equal(dns->changes[0]->zone_id, "Z1");
    assert_string_equal(dns->changes[0]->set.name, "a.example.com");
    assert_int_equal(dns->changes[0]->set.from, DNS_FROM_CHANGE);
    assert_int_equal(dns->n_infos, 1);
    assert_string_equal(dns->infos[0]->id, "C1");
    assert_string_equal(dns->infos[0]->status, "INSYNC");
    assert_int_equal(dns->infos[0]->submitted_at,
                     when_from_civil(2026, 11, 22, 18, 0, 0));
    assert_int_equal(reading.estate.latest_past, dns->infos[0]->submitted_at);
    reading_clear(&reading);
}

static void reads_a_registration(void **state)
{
    struct reading reading;
    const struct registration *registration;

    (void)state;
    reading_of(&reading, "{'DomainName':'Example.com','Nameservers':[{'Name':"
                         "'NS1.example.net'},{'Name':'ns2.example.net.'}],"
                         "'ExpirationDate':'2027-05-01T00:00:00Z','StatusList':"
                         "['clientHold','ok']}");
    assert_int_equal(reading.estate.dns.n_registrations, 1);
    registration = reading.estate.dns.registrations[0];
    assert_string_equal(registration->domain, "example.com");
    assert_true(registration->has_servers);
    assert_int_equal(registration->n_servers, 2);
    assert_string_equal(registration->servers[0], "ns1.example.net");
    assert_string_equal(registration->servers[1], "ns2.example.net");
    assert_int_equal(registration->n_statuses, 2);
    assert_string_equal(registration->statuses[0], "clientHold");
    assert_int_equal(registration->expires, when_from_civil(2027, 5, 1, 0, 0, 0));
    reading_clear(&reading);
}

static void reads_terraform(void **state)
{
    struct reading reading;
    const struct dns_evidence *dns = &reading.estate.dns;

    (void)state;
    reading_of(
        &reading,
        "{'version':4,'terraform_version':'1.9.0','resources':[{'type':"
        "'aws_route53_record','instances':[{'attributes':{'zone_id':'Z2','name':'b',"
        "'fqdn':'b.example.org','type':'A','ttl':60,'records':['192.0.2.2'],'alias':[]}},"
        "{'attributes':{'zone_id':'Z1','name':'a.example.com','fqdn':'','type':'CNAME',"
        "'ttl':60,'records':['x.example.net']}},{'attributes':{'zone_id':'Z2','name':"
        "'c.example.org','type':'A','alias':[{'name':'D.example.net','zone_id':'Z9'}],"
        "'weighted_routing_policy':[{'weight':1}],'set_identifier':'s'}}]},{'type':"
        "'aws_route53_zone','instances':[{'attributes':{'zone_id':'Z2','name':"
        "'example.org','vpc':[{'vpc_id':'v'}],'name_servers':['ns.example.net']}}]}]}");
    assert_int_equal(dns->n_rows, 1);
    assert_int_equal(dns->rows[0]->visibility, VISIBILITY_PRIVATE);
    assert_int_equal(dns->rows[0]->from, DNS_FROM_TERRAFORM);
    assert_int_equal(dns->n_dumps, 2);
    assert_string_equal(dns->dumps[0]->zone_id, "Z1");
    assert_null(dns->dumps[0]->zone);
    assert_string_equal(dns->dumps[0]->sets[0].name, "a.example.com");
    assert_string_equal(dns->dumps[0]->sets[0].values[0], "x.example.net");
    assert_string_equal(dns->dumps[1]->zone, "example.org");
    assert_int_equal(dns->dumps[1]->n_sets, 2);
    assert_string_equal(dns->dumps[1]->sets[0].name, "b.example.org");
    assert_string_equal(dns->dumps[1]->sets[0].origin.pointer,
                        "/resources/0/instances/0/attributes");
    assert_string_equal(dns->dumps[1]->sets[1].alias, "d.example.net");
    assert_string_equal(dns->dumps[1]->sets[1].routing, "weighted");
    reading_clear(&reading);
}

/* What a plan intends is no state. */
static void reads_a_plan(void **state)
{
    struct reading reading;
    const struct dns_evidence *dns = &reading.estate.dns;

    (void)state;
    reading_of(&reading,
               "{'format_version':'1.2','planned_values':{'root_module':{'resources':[{"
               "'type':'aws_route53_record','values':{'name':'a.example.com','type':'A',"
               "'records':['192.0.2.1']}}]}},'resource_changes':[{'type':"
               "'aws_route53_record','change':{'actions':['delete','create'],'before':{},"
               "'after':{'name':'a.example.com','type':'A','records':['192.0.2.1']}}},"
               "{'type':'aws_route53_record','change':{'actions':['no-op'],'after':{"
               "'name':'b.example.com'}}}]}");
    assert_int_equal(dns->n_dumps, 0);
    assert_int_equal(dns->n_changes, 1);
    assert_string_equal(dns->changes[0]->action, "UPSERT");
    assert_string_equal(dns->changes[0]->set.origin.pointer,
                        "/resource_changes/0/change/after");
    reading_clear(&reading);
}

static void takes_the_account_from_a_key(void **state)
{
    struct reading reading;
    const struct dns_evidence *dns = &reading.estate.dns;

    (void)state;
    reading_of(&reading, "{'111122223333':{'route53':{'HostedZones':[{'Id':'Z1','Name':"
                         "'example.com.'}]},'sets':" PAGE(SOA, "") "}}");
    assert_string_equal(dns->rows[0]->account, "111122223333");
    assert_int_equal(dns->rows[0]->account_from, FROM_CONTENT);
    assert_string_equal(dns->dumps[0]->account, "111122223333");
    assert_string_equal(dns->lists[0]->account, "111122223333");
    reading_clear(&reading);
}

static void finds_the_line_of_a_set(void **state)
{
    struct reading reading;
    struct locate_query query = { .pointer = "/Name" };

    (void)state;
    reading_of(&reading, "{'ResourceRecordSets':[\n" SOA ",\n " A("a.example.com.") "]}");
    query.origin = &reading.estate.dns.dumps[0]->sets[1].origin;
    read_locate(&reading.estate, &query, 1, 1, &reading.arena);
    assert_int_equal(query.line, 3);
    assert_string_equal(query.full_pointer, "/ResourceRecordSets/1/Name");
    reading_clear(&reading);
}

static int unlink_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    for (char *at = path + strlen(folder) + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        mkdir(path, 0700);
        *at = '/';
    }
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void read_folder(struct reading *reading, const char *folder, unsigned n_threads)
{
    const struct read_options options = { .n_threads = n_threads,
                                          .limits = read_limits_default };
    struct err err;

    memset(reading, 0, sizeof(*reading));
    arena_init(&reading->arena);
    reading->estate.arena = &reading->arena;
    assert_int_equal(read_paths(&folder, 1, &options, &reading->estate, &err), 0);
}

static const char small[] = "{\"ResourceRecordSets\":[{\"Name\":\"a.example.com.\","
                            "\"Type\":\"A\",\"ResourceRecords\":[{\"Value\":"
                            "\"192.0.2.1\"}]}]}";

/* The id and the account of a zone: of the manifest's call, else of the path. */
static void manifest_and_path_tell_the_zone(void **state)
{
    static const char manifest[] =
        "{\"schema\":\"acm-evidence.manifest.v1\",\"calls\":[{\"file\":"
        "\"111122223333/global/route53/list-resource-record-sets/Z1.json\","
        "\"service\":\"route53\",\"operation\":\"ListResourceRecordSets\","
        "\"parameters\":{\"HostedZoneId\":\"/hostedzone/Z9\"},\"account\":"
        "\"444455556666\",\"at\":\"2026-11-22T00:00:00Z\"}]}";
    static const char sets[] = "111122223333/global/route53/list-resource-record-sets/";
    char folder[] = "/tmp/test-route53-XXXXXX";
    char name[128];
    struct reading reading;
    struct record_dump *const *dumps;

    (void)state;
    assert_non_null(mkdtemp(folder));
    write_file(folder, "manifest.json", manifest);
    snprintf(name, sizeof(name), "%sZ1.json", sets);
    write_file(folder, name, small);
    snprintf(name, sizeof(name), "%sZ2.json", sets);
    write_file(folder, name, small);
    snprintf(name, sizeof(name), "%sexample.com.json", sets);
    write_file(folder, name, small);
    read_folder(&reading, folder, 2);
    dumps = reading.estate.dns.dumps;
    assert_int_equal(reading.estate.dns.n_dumps, 3);
    assert_string_equal(dumps[0]->zone_id, "Z9");
    assert_int_equal(dumps[0]->id_from, FROM_MANIFEST);
    assert_string_equal(dumps[0]->account, "444455556666");
    assert_int_equal(dumps[0]->account_from, FROM_MANIFEST);
    assert_int_equal(dumps[0]->captured_at, when_from_civil(2026, 11, 22, 0, 0, 0));
    assert_string_equal(dumps[1]->zone_id, "Z2");
    assert_int_equal(dumps[1]->id_from, FROM_PATH);
    assert_string_equal(dumps[1]->account, "111122223333");
    assert_int_equal(dumps[1]->account_from, FROM_PATH);
    assert_null(dumps[2]->zone_id);
    reading_clear(&reading);
    nftw(folder, unlink_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Whatever the threads, the lists are in the order of the files. */
static void order_is_that_of_the_files(void **state)
{
    char folder[] = "/tmp/test-route53-XXXXXX";
    struct reading reading;
    char name[64];

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof(name), "%03d.json", i * 7 % 200);
        write_file(folder, name, small);
    }
    for (unsigned n_threads = 1; n_threads <= 4; n_threads++) {
        read_folder(&reading, folder, n_threads);
        assert_int_equal(reading.estate.dns.n_dumps, 200);
        for (size_t i = 0; i < 200; i++)
            assert_ptr_equal(reading.estate.dns.dumps[i]->origin.source,
                             reading.estate.sources[i]);
        reading_clear(&reading);
    }
    nftw(folder, unlink_one, 16, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_set),
        cmocka_unit_test(reads_zones),
        cmocka_unit_test(reads_changes),
        cmocka_unit_test(reads_a_registration),
        cmocka_unit_test(reads_terraform),
        cmocka_unit_test(reads_a_plan),
        cmocka_unit_test(takes_the_account_from_a_key),
        cmocka_unit_test(finds_the_line_of_a_set),
        cmocka_unit_test(manifest_and_path_tell_the_zone),
        cmocka_unit_test(order_is_that_of_the_files),
    };
    struct CMUnitTest said[sizeof(faults) / sizeof(faults[0])];
    int failed = run_rows("read/route53: dumps");

    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        said[i] =
            (struct CMUnitTest){ faults[i].name, fault_is_said, NULL, NULL, &faults[i] };
    failed += _cmocka_run_group_tests("read/route53: faults", said,
                                      sizeof(said) / sizeof(said[0]), NULL, NULL);
    return failed + cmocka_run_group_tests_name("read/route53", tests, NULL, NULL);
}
