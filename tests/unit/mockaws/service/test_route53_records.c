/* test_route53_records: record sets listed, changed all or none, and asked for. */
#include "mockaws/service/route53/operations.h"

#include "tests/unit/mockaws/service/route53_story.h"

#define BATCH(comment, changes)                                                          \
    "<?xml version=\"1.0\"?><ChangeResourceRecordSetsRequest "                           \
    "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>" comment      \
    "<Changes>" changes "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>"
#define CHANGE(action, members)                                                          \
    "<Change><Action>" action "</Action><ResourceRecordSet>" members                     \
    "</ResourceRecordSet></Change>"
#define OF(name, type) "<Name>" name "</Name><Type>" type "</Type>"
#define VALUE(value)   "<ResourceRecord><Value>" value "</Value></ResourceRecord>"
#define VALUES(values) "<TTL>60</TTL><ResourceRecords>" values "</ResourceRecords>"
#define A(name)        OF(name, "A") VALUES(VALUE("192.0.2.1"))
#define ALIAS(zone, target)                                                              \
    "<AliasTarget><HostedZoneId>" zone "</HostedZoneId><DNSName>" target                 \
    "</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>"
#define LIST "GET hostedzone/ZEXAMPLE1/rrset"
#define POST "POST hostedzone/ZEXAMPLE1/rrset/"
#define SOA  "<ResourceRecordSet><Name>example.com.</Name><Type>SOA</Type><TTL>900</TTL>"

static struct story changes[] = {
    { "create: a change is pending",
      { { POST, BATCH("<Comment>why</Comment>", CHANGE("CREATE", A("a.example.com"))) } },
      200,
      { "<?xml version=\"1.0\"?>\n<ChangeResourceRecordSetsResponse xmlns=\"https://"
        "route53.amazonaws.com/doc/2013-04-01/\"><ChangeInfo><Id>/change/C",
        "</Id><Status>PENDING</Status><SubmittedAt>2026-03-01T00:00:00.133Z"
        "</SubmittedAt><Comment>why</Comment></ChangeInfo>"
        "</ChangeResourceRecordSetsResponse>" },
      { NULL } },
    { "without the last slash",
      { { "POST hostedzone/ZEXAMPLE1/rrset",
          BATCH("", CHANGE("UPSERT", A("a.example.com"))) } },
      200,
      { "PENDING" },
      { NULL } },
    { "a change is in sync after the delay",
      { { "=" POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) },
        { "advance 30000", NULL },
        { "GET change/%2Fchange%2F$I", NULL } },
      200,
      { "<GetChangeResponse", "<ChangeInfo><Id>/change/$I</Id><Status>INSYNC</Status>"
                              "<SubmittedAt>2026-03-01T00:00:00.133Z</SubmittedAt>" },
      { NULL } },
    { "and pending until then",
      { { "=" POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) },
        { "advance 29999", NULL },
        { "GET change/$I", NULL } },
      200,
      { "<Status>PENDING</Status>" },
      { NULL } },
    { "no such change",
      { { "GET change/C1", NULL } },
      404,
      { "<Code>NoSuchChange</Code>" },
      { NULL } },
    { "all or none",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) },
        { POST, BATCH("", CHANGE("CREATE", A("b.example.com"))
                              CHANGE("CREATE", A("a.example.com"))) } },
      400,
      { "<Code>InvalidChangeBatch</Code><Message>[Tried to create resource record set "
        "[name='a.example.com.', type='A'] but it already exists]</Message>" },
      { NULL } },
    { "each problem is told",
      { { POST, BATCH("", CHANGE("DELETE", A("a.example.com"))
                              CHANGE("CREATE", A("example.org"))) } },
      400,
      { "[", "RRSet with DNS name example.org. is not permitted in zone example.com.",
        "]</Message>" },
      { NULL } },
    { "no change at all",
      { { POST, BATCH("", "") } },
      400,
      { "<Code>InvalidInput</Code>", "'[]' at 'changeBatch.changes'" },
      { NULL } },
    { "each member is checked",
      { { POST,
          BATCH("", CHANGE("PUT", OF("a.example.com",
                                     "B") "<Weight>256</Weight>"
                                          "<TTL>-1</TTL><Failover>NONE</Failover>")) } },
      400,
      { "5 validation errors detected", "'PUT' at 'changeBatch.changes.1.member.action'",
        "[CREATE, DELETE, UPSERT]",
        "'B' at 'changeBatch.changes.1.member.resourceRecordSet.type'", "[SOA, A, ",
        "'256'", "[PRIMARY, SECONDARY]", "'-1'" },
      { NULL } },
    { "a second change is counted",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))
                              CHANGE("CREATE", "<Type>A</Type>")) } },
      400,
      { "<Code>InvalidInput</Code>",
        "Value null at 'changeBatch.changes.2.member.resourceRecordSet.name'" },
      { NULL } },
    { "neither values nor an alias",
      { { POST, BATCH("", CHANGE("CREATE", OF("a.example.com", "A") "<TTL>1</TTL>")) } },
      400,
      { "<Code>InvalidInput</Code>", "Expected exactly one of [AliasTarget, ",
        "found none in Change with [Action=CREATE, Name=a.example.com., Type=A, "
        "SetIdentifier=null]" },
      { NULL } },
    { "a name with a blank",
      { { POST, BATCH("", CHANGE("CREATE", A("a b.example.com"))) } },
      400,
      { "<Code>InvalidChangeBatch</Code>", "UnsupportedCharacter" },
      { NULL } },
    { "a health check that is none",
      { { POST,
          BATCH("", CHANGE("CREATE",
                           A("a.example.com") "<HealthCheckId>none</HealthCheckId>")) } },
      404,
      { "<Code>NoSuchHealthCheck</Code>" },
      { NULL } },
    { "a traffic policy that is none",
      { { POST, BATCH("", CHANGE("CREATE", OF("a.example.com",
                                              "A") "<TrafficPolicyInstanceId>t1"
                                                   "</TrafficPolicyInstanceId>")) } },
      400,
      { "<Code>InvalidInput</Code>", "t1" },
      { NULL } },
    { "another account's zone",
      { { "POST hostedzone/ZFOREIGN1/rrset",
          BATCH("", CHANGE("CREATE", A("a.example.org"))) } },
      404,
      { "<Code>NoSuchHostedZone</Code>" },
      { NULL } },
    { "another body",
      { { POST, "<ChangeBatch/>" } },
      400,
      { "<Code>MalformedInput</Code><Message>ChangeBatch is not valid, expected "
        "ChangeResourceRecordSetsRequest</Message>" },
      { NULL } },
};

static struct story lists[] = {
    { "what a new zone holds",
      { { LIST, NULL } },
      200,
      { "<ListResourceRecordSetsResponse",
        "<ResourceRecordSets><ResourceRecordSet><Name>example.com.</Name><Type>NS</Type>"
        "<TTL>172800</TTL><ResourceRecords>" VALUE("ns-1.awsdns-01.com."),
        SOA "<ResourceRecords>" VALUE(
            "ns-1.awsdns-01.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 "
            "86400") "</ResourceRecords></ResourceRecordSet></ResourceRecordSets>"
                     "<IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>" },
      { "NextRecord" } },
    { "names are escaped, values are not",
      { { POST, BATCH("", CHANGE("UPSERT", A("*.EXAMPLE.com")) CHANGE(
                              "UPSERT", OF("a\\100b.example.com", "TXT") VALUES(VALUE(
                                            "\"1 &lt; 2 \\\"&amp;\\\" \\052\"")))) },
        { LIST "?name=\\052.example.com", NULL } },
      200,
      { "<ResourceRecordSets><ResourceRecordSet><Name>\\052.example.com.</Name>",
        "<Name>a\\100b.example.com.</Name><Type>TXT</Type><TTL>60</"
        "TTL><ResourceRecords>" VALUE("\"1 &lt; 2 \\\"&amp;\\\" \\052\"") },
      { "<Type>NS</Type>" } },
    { "every member in the model's order",
      { { POST,
          BATCH("", CHANGE("CREATE", A("w.example.com") "<SetIdentifier>s</SetIdentifier>"
                                                        "<Weight>0</Weight>")
                        CHANGE("CREATE", OF("x.example.com", "A")
                                             ALIAS("/hostedzone/Z2FDTNDATAQYW2",
                                                   "D1.cloudfront.net"))) },
        { LIST "?name=w.example.com", NULL } },
      200,
      { "<Name>w.example.com.</Name><Type>A</Type><SetIdentifier>s</"
        "SetIdentifier><Weight>"
        "0</Weight><TTL>60</TTL><ResourceRecords>" VALUE(
            "192.0.2.1") "</ResourceRecords></ResourceRecordSet>",
        "<Name>x.example.com.</Name><Type>A</Type>" ALIAS(
            "Z2FDTNDATAQYW2", "d1.cloudfront.net.") "</ResourceRecordSet>" },
      { NULL } },
    { "places",
      { { POST,
          BATCH(
              "",
              CHANGE("CREATE",
                     A("g.example.com") "<SetIdentifier>de</"
                                        "SetIdentifier><GeoLocation><CountryCode>DE"
                                        "</CountryCode></GeoLocation>")
                  CHANGE("CREATE",
                         A("p.example.com") "<SetIdentifier>p</"
                                            "SetIdentifier><GeoProximityLocation>"
                                            "<Bias> 5 </Bias></GeoProximityLocation>")) },
        { LIST "?name=g.example.com", NULL } },
      200,
      { "<SetIdentifier>de</SetIdentifier><GeoLocation><CountryCode>DE</CountryCode>"
        "</GeoLocation><TTL>",
        "</ResourceRecords><GeoProximityLocation><Bias> 5 </Bias></GeoProximityLocation>"
        "</ResourceRecordSet>" },
      { NULL } },
    { "a page, and where the next begins",
      { { POST,
          BATCH("",
                CHANGE("CREATE",
                       A("a.example.com") "<SetIdentifier>1"
                                          "</SetIdentifier><Weight>1</Weight>")
                    CHANGE("CREATE",
                           A("a.example.com") "<SetIdentifier>2"
                                              "</SetIdentifier><Weight>1</Weight>")) },
        { LIST "?maxitems=3", NULL } },
      200,
      { "<SetIdentifier>1<",
        "<IsTruncated>true</IsTruncated><NextRecordName>a.example.com.</NextRecordName>"
        "<NextRecordType>A</NextRecordType><NextRecordIdentifier>2</NextRecordIdentifier>"
        "<MaxItems>3</MaxItems>" },
      { "<SetIdentifier>2<" } },
    { "from a name, a type and an identifier",
      { { POST,
          BATCH("",
                CHANGE("CREATE",
                       A("a.example.com") "<SetIdentifier>1"
                                          "</SetIdentifier><Weight>1</Weight>")
                    CHANGE("CREATE",
                           A("a.example.com") "<SetIdentifier>2"
                                              "</SetIdentifier><Weight>1</Weight>")) },
        { LIST "?name=a.example.com.&type=A&identifier=2", NULL } },
      200,
      { "<SetIdentifier>2<" },
      { "<SetIdentifier>1<", "NextRecord" } },
    { "from a type",
      { { LIST "?name=example.com&type=SOA", NULL } },
      200,
      { SOA },
      { "<Type>NS</Type>" } },
    { "a type without a name",
      { { LIST "?type=SOA", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "type parameter without the name parameter" },
      { NULL } },
    { "an identifier without a type",
      { { LIST "?name=example.com&identifier=1", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "identifier parameter" },
      { NULL } },
    { "a type of nobody's",
      { { LIST "?name=example.com&type=MD", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "'MD' at 'startRecordType'" },
      { NULL } },
    { "no name",
      { { LIST "?name=a..b", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "DomainLabelEmpty" },
      { NULL } },
    { "more than a page may hold",
      { { LIST "?maxitems=301", NULL } },
      200,
      { "<MaxItems>300</MaxItems>" },
      { NULL } },
    { "changes are listed at once",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) }, { LIST, NULL } },
      200,
      { "<Name>a.example.com.</Name>" },
      { NULL } },
};

#define ASK(name, type)                                                                  \
    "GET testdnsanswer?hostedzoneid=ZEXAMPLE1&recordname=" name "&recordtype=" type

static struct story answers[] = {
    { "of the apex",
      { { ASK("example.com", "NS"), NULL } },
      200,
      { "<Nameserver>ns-1.awsdns-01.com</Nameserver><RecordName>example.com</RecordName>"
        "<RecordType>NS</RecordType><RecordData><RecordDataEntry>ns-1.awsdns-01.com."
        "</RecordDataEntry>",
        "</RecordData><ResponseCode>NOERROR</ResponseCode><Protocol>UDP</Protocol>" },
      { NULL } },
    { "a change is not seen before it is in sync",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) },
        { ASK("a.example.com", "A"), NULL } },
      200,
      { "<RecordData></RecordData><ResponseCode>NXDOMAIN<" },
      { NULL } },
    { "and is seen then",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) },
        { "advance 30000", NULL },
        { ASK("a.example.com", "A"), NULL } },
      200,
      { "<RecordDataEntry>192.0.2.1</RecordDataEntry></"
        "RecordData><ResponseCode>NOERROR" },
      { NULL } },
    { "by a wildcard, several labels deep",
      { { POST, BATCH("", CHANGE("CREATE", A("*.example.com"))) },
        { "advance 30000", NULL },
        { ASK("c.b.example.com", "A"), NULL } },
      200,
      { "<RecordDataEntry>192.0.2.1</RecordDataEntry>", "NOERROR" },
      { NULL } },
    { "not by a wildcard above a name that is there",
      { { POST, BATCH("", CHANGE("CREATE", A("*.example.com"))
                              CHANGE("CREATE", A("a.b.example.com"))) },
        { "advance 30000", NULL },
        { ASK("c.b.example.com", "A"), NULL } },
      200,
      { "NXDOMAIN" },
      { "RecordDataEntry" } },
    { "nothing of that type",
      { { ASK("example.com", "MX"), NULL } },
      200,
      { "<RecordData></RecordData><ResponseCode>NOERROR<" },
      { NULL } },
    { "a name elsewhere is refused",
      { { ASK("example.org", "A"), NULL } },
      200,
      { "<ResponseCode>REFUSED<" },
      { NULL } },
    { "an alias answers for its target",
      { { POST, BATCH("", CHANGE("CREATE", A("a.example.com"))
                              CHANGE("CREATE", OF("b.example.com", "A") ALIAS(
                                                   "ZEXAMPLE1", "a.example.com"))) },
        { "advance 30000", NULL },
        { ASK("b.example.com", "A"), NULL } },
      200,
      { "<RecordDataEntry>192.0.2.1</RecordDataEntry>" },
      { NULL } },
    { "of a private zone",
      { { "GET testdnsanswer?hostedzoneid=ZPRIVATE1&recordname=example.internal&"
          "recordtype=NS",
          NULL } },
      400,
      { "<Code>InvalidInput</Code>", "private" },
      { NULL } },
    { "of what?",
      { { "GET testdnsanswer?resolverip=me&edns0clientsubnetmask=129", NULL } },
      400,
      { "5 validation errors", "'hostedZoneId'", "'recordName'", "'recordType'",
        "'me' at 'resolverIP'", "'129' at 'eDNS0ClientSubnetMask'" },
      { NULL } },
};

/* Each set is on one page, whatever the size of a page. */
static void pages_hold_each_set_once(void **state)
{
    static const char names[][2] = { "-", "0", "_", "a", "b" };
    const char *from = "";
    struct teller teller;
    size_t n = 0;

    (void)state;
    begin(&teller);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        serve(&teller, "POST", "hostedzone/ZEXAMPLE1/rrset",
              arena_printf(&teller.arena,
                           BATCH("", CHANGE("CREATE", A("%s.%s.example.com"))), names[i],
                           names[i]));
        assert_int_equal(teller.status, 200);
    }
    while (from != NULL) {
        const char *next;

        serve(&teller, "GET",
              arena_printf(&teller.arena, "hostedzone/ZEXAMPLE1/rrset?maxitems=1%s%s",
                           *from == '\0' ? "" : "&name=", from),
              "");
        n += strstr(teller.answer, "<ResourceRecordSet>") != NULL;
        next = strstr(teller.answer, "<NextRecordName>");
        from = next == NULL
                   ? NULL
                   : arena_strndup(&teller.arena, next + 16, strcspn(next + 16, "<"));
        if (from != NULL && strstr(teller.answer, "<NextRecordType>SOA") != NULL)
            from = "example.com.&type=SOA";
    }
    assert_int_equal(n, 2 + sizeof(names) / sizeof(names[0]));
    end(&teller);
}

/* The longest batch that Route 53 takes, and one more. */
static void batches_have_a_limit(void **state)
{
    struct buf text = { 0 };
    struct teller teller;

    (void)state;
    for (int n = 500; n <= 501; n++) {
        begin(&teller);
        buf_reset(&text);
        for (int i = 0; i < n; i++)
            buf_printf(&text, CHANGE("UPSERT", A("n%d.example.com")), i);
        serve(&teller, "POST", "hostedzone/ZEXAMPLE1/rrset",
              arena_printf(&teller.arena, BATCH("", "%s"), buf_text(&text)));
        assert_int_equal(teller.status, n == 500 ? 200 : 400);
        if (n > 500)
            assert_non_null(strstr(teller.answer, "records limit of 1000 exceeded"));
        end(&teller);
    }
    buf_clear(&text);
}

/* Certificates that wait are looked at when a change is made, and when it is seen. */
static void the_world_is_told(void **state)
{
    struct teller teller;
    uint64_t before;

    (void)state;
    begin(&teller);
    before = teller.mock.world.store.zones.generation;
    take_step(&teller,
              &(struct step){ POST, BATCH("", CHANGE("CREATE", A("a.example.com"))) });
    assert_true(teller.mock.world.store.zones.generation > before);
    assert_non_null(events_next(&teller.mock.world.events));
    assert_int_equal(event_at(events_next(&teller.mock.world.events)),
                     STORY_START + 30000);
    world_advance(&teller.mock.world, 30000);
    assert_int_equal(teller.mock.world.clock.now_ms, STORY_START + 30000);
    assert_null(events_next(&teller.mock.world.events));
    end(&teller);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_hold_each_set_once),
        cmocka_unit_test(batches_have_a_limit),
        cmocka_unit_test(the_world_is_told),
    };

    return RUN(changes) + RUN(lists) + RUN(answers) +
           cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
