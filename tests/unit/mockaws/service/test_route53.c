/* test_route53: hosted zones and the lists of them. */
#include "mockaws/service/route53/operations.h"

#include "tests/unit/mockaws/service/route53_story.h"

#define CREATE(members) "<CreateHostedZoneRequest>" members "</CreateHostedZoneRequest>"
#define NAMED(name)     "<Name>" name "</Name><CallerReference>r1</CallerReference>"
#define VPC(region, id)                                                                  \
    "<VPC><VPCRegion>" region "</VPCRegion><VPCId>" id "</VPCId></VPC>"
#define NULL_AT(path)                                                                    \
    "Value null at '" path "' failed to satisfy constraint: Member must not be null"

static struct story zones[] = {
    { "create: the answer in the model's order",
      { { "=POST hostedzone",
          CREATE(NAMED("Sub.Example.COM.") "<HostedZoneConfig><Comment>a &amp; b"
                                           "</Comment></HostedZoneConfig>") } },
      201,
      { "<?xml version=\"1.0\"?>\n<CreateHostedZoneResponse xmlns=",
        "<HostedZone><Id>/hostedzone/$I</Id><Name>sub.example.com.</Name>"
        "<CallerReference>r1</CallerReference><Config><Comment>a &amp; b</Comment>"
        "<PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>2"
        "</ResourceRecordSetCount></HostedZone><ChangeInfo><Id>/change/C",
        "<Status>PENDING</Status><SubmittedAt>2026-03-01T00:00:00.133Z</SubmittedAt>"
        "</ChangeInfo><DelegationSet><NameServers><NameServer>ns-",
        "</NameServer></NameServers></DelegationSet></CreateHostedZoneResponse>" },
      { "VPC" } },
    { "create: no slash or a last slash",
      { { "POST hostedzone/", CREATE(NAMED("example.org")) } },
      201,
      { "<Name>example.org.</Name>" },
      { NULL } },
    { "create: a VPC makes it private",
      { { "POST hostedzone", CREATE(NAMED("local") VPC("eu-west-1", "vpc-0f")) } },
      201,
      { "<Name>local.</Name>", "<PrivateZone>true</PrivateZone>",
        "<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-0f</VPCId></VPC>" },
      { "DelegationSet" } },
    { "create: names may be the same",
      { { "POST hostedzone", CREATE(NAMED("example.com")) } },
      201,
      { "<Name>example.com.</Name>" },
      { "ns-1.awsdns-01.com" } },
    { "create: an escaped byte of the name",
      { { "POST hostedzone", CREATE(NAMED("a\\041b.example.org")) } },
      201,
      { "<Name>a\\041b.example.org.</Name>" },
      { NULL } },
    { "create: nothing is there",
      { { "POST hostedzone", CREATE("") } },
      400,
      { "<Type>Sender</Type><Code>InvalidInput</Code><Message>2 validation errors "
        "detected: " NULL_AT("name") "; " NULL_AT("callerReference") "</Message>" },
      { NULL } },
    { "create: no body",
      { { "POST hostedzone", "" } },
      400,
      { "<Code>MalformedInput</Code>" },
      { NULL } },
    { "create: another body",
      { { "POST hostedzone", "<Zone/>" } },
      400,
      { "<Code>MalformedInput</Code><Message>Zone is not valid, expected "
        "CreateHostedZoneRequest<" },
      { NULL } },
    { "create: a DOCTYPE",
      { { "POST hostedzone", "<!DOCTYPE a>" CREATE(NAMED("example.org")) } },
      400,
      { "<Code>MalformedInput</Code>" },
      { NULL } },
    { "create: a comment of 257 characters",
      { { "POST hostedzone",
          CREATE(NAMED("example.org") "<HostedZoneConfig><Comment>"
                                      "01234567890123456789012345678901234567890123456789"
                                      "01234567890123"
                                      "01234567890123456789012345678901234567890123456789"
                                      "01234567890123"
                                      "01234567890123456789012345678901234567890123456789"
                                      "01234567890123"
                                      "01234567890123456789012345678901234567890123456789"
                                      "01234567890123"
                                      "4</Comment></HostedZoneConfig>") } },
      400,
      { "<Code>InvalidInput</Code>", "at 'hostedZoneConfig.comment' failed",
        "length less than or equal to 256" },
      { NULL } },
    { "create: a top-level domain",
      { { "POST hostedzone", CREATE(NAMED("com")) } },
      400,
      { "<Code>InvalidDomainName</Code><Message>com is reserved by AWS!<" },
      { NULL } },
    { "create: a name of AWS's",
      { { "POST hostedzone", CREATE(NAMED("example.amazonaws.com")) } },
      400,
      { "<Code>InvalidDomainName</Code>", "is reserved by AWS!" },
      { NULL } },
    { "create: an empty label",
      { { "POST hostedzone", CREATE(NAMED("a..example.org")) } },
      400,
      { "<Code>InvalidDomainName</Code>", "DomainLabelEmpty" },
      { NULL } },
    { "create: a blank in the name",
      { { "POST hostedzone", CREATE(NAMED("a b.example.org")) } },
      400,
      { "<Code>InvalidDomainName</Code>", "UnsupportedCharacter" },
      { NULL } },
    { "create: the same reference",
      { { "POST hostedzone", CREATE(NAMED("example.org")) },
        { "POST hostedzone", CREATE(NAMED("sub.example.org")) } },
      409,
      { "<Code>HostedZoneAlreadyExists</Code>" },
      { NULL } },
    { "create: private without a VPC",
      { { "POST hostedzone", CREATE(NAMED("example.org") "<HostedZoneConfig><PrivateZone>"
                                                         "true</PrivateZone>"
                                                         "</HostedZoneConfig>") } },
      400,
      { "<Code>InvalidInput</Code>", "VPCId and VPCRegion" },
      { NULL } },
    { "create: a region of nobody's",
      { { "POST hostedzone", CREATE(NAMED("local") VPC("us-moon-1", "vpc-0f")) } },
      400,
      { "<Code>InvalidInput</Code>", "'us-moon-1' at 'vPC.vPCRegion'", "[us-east-1, " },
      { NULL } },
    { "create: no VPC's id",
      { { "POST hostedzone", CREATE(NAMED("local") VPC("us-east-1", "net-1")) } },
      400,
      { "<Code>InvalidVPCId</Code>" },
      { NULL } },
    { "create: the VPC sees such a name already",
      { { "POST hostedzone",
          CREATE(NAMED("example.internal") VPC("us-east-1", "vpc-0a1b2c3d")) } },
      400,
      { "<Code>ConflictingDomainExists</Code>", "ZPRIVATE1" },
      { NULL } },
    { "create: no such delegation set",
      { { "POST hostedzone",
          CREATE(NAMED("example.org") "<DelegationSetId>N1</DelegationSetId>") } },
      400,
      { "<Code>NoSuchDelegationSet</Code>" },
      { NULL } },
    { "get: by a percent-encoded prefix",
      { { "GET hostedzone/%2Fhostedzone%2FZEXAMPLE1", NULL } },
      200,
      { "<GetHostedZoneResponse", "<Id>/hostedzone/ZEXAMPLE1</Id>",
        "<NameServer>ns-1.awsdns-01.com</NameServer>" },
      { "VPC" } },
    { "get: a private zone has VPCs",
      { { "GET hostedzone/ZPRIVATE1", NULL } },
      200,
      { "<PrivateZone>true</PrivateZone>",
        "<VPCs><VPC><VPCRegion>us-east-1</VPCRegion><VPCId>vpc-0a1b2c3d</VPCId></VPC>"
        "</VPCs>" },
      { "DelegationSet" } },
    { "get: another account's zone is none",
      { { "GET hostedzone/ZFOREIGN1", NULL } },
      404,
      { "<Code>NoSuchHostedZone</Code><Message>No hosted zone found with ID: "
        "ZFOREIGN1<" },
      { NULL } },
    { "get: an id of 33 characters",
      { { "GET hostedzone/Z23456789012345678901234567890123", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "at 'id' failed", "less than or equal to 32" },
      { NULL } },
    { "comment: set",
      { { "POST hostedzone/ZEXAMPLE1", "<UpdateHostedZoneCommentRequest><Comment>new"
                                       "</Comment></UpdateHostedZoneCommentRequest>" } },
      200,
      { "<UpdateHostedZoneCommentResponse", "<Comment>new</Comment>" },
      { "ChangeInfo" } },
    { "comment: taken away by nothing",
      { { "POST hostedzone/ZEXAMPLE1", "<UpdateHostedZoneCommentRequest><Comment>new"
                                       "</Comment></UpdateHostedZoneCommentRequest>" },
        { "POST hostedzone/ZEXAMPLE1", NULL } },
      200,
      { "<PrivateZone>" },
      { "Comment>new" } },
    { "delete: empty but for NS and SOA",
      { { "DELETE hostedzone/ZEXAMPLE1", NULL } },
      200,
      { "<DeleteHostedZoneResponse", "<ChangeInfo><Id>/change/C", "PENDING" },
      { NULL } },
    { "delete: then it is gone",
      { { "DELETE hostedzone/ZEXAMPLE1", NULL }, { "GET hostedzone/ZEXAMPLE1", NULL } },
      404,
      { "<Code>NoSuchHostedZone</Code>" },
      { NULL } },
    { "delete: not empty",
      { { "DELETE hostedzone/ZEXAMPLE2", NULL } },
      400,
      { "<Code>HostedZoneNotEmpty</Code>", "record sets  and so cannot" },
      { NULL } },
    { "count: the caller's alone",
      { { "GET hostedzonecount", NULL } },
      200,
      { "<HostedZoneCount>3</HostedZoneCount>" },
      { NULL } },
    { "limit: record sets",
      { { "GET hostedzonelimit/ZEXAMPLE2/MAX_RRSETS_BY_ZONE", NULL } },
      200,
      { "<Limit><Type>MAX_RRSETS_BY_ZONE</Type><Value>10000</Value></Limit><Count>3<" },
      { NULL } },
    { "limit: VPCs of a public zone",
      { { "GET hostedzonelimit/ZEXAMPLE2/MAX_VPCS_ASSOCIATED_BY_ZONE", NULL } },
      400,
      { "<Code>HostedZoneNotPrivate</Code>" },
      { NULL } },
    { "limit: of what?",
      { { "GET hostedzonelimit/ZEXAMPLE2/MAX", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "'MAX' at 'type'" },
      { NULL } },
    { "DNSSEC: off",
      { { "GET hostedzone/ZEXAMPLE1/dnssec", NULL } },
      200,
      { "<Status><ServeSignature>NOT_SIGNING</ServeSignature></Status><KeySigningKeys>" },
      { NULL } },
};

static struct story lists[] = {
    { "list: all",
      { { "GET hostedzone", NULL } },
      200,
      { "<HostedZones>", "ZEXAMPLE1", "ZEXAMPLE2", "ZPRIVATE1",
        "</HostedZones><Marker></Marker><IsTruncated>false</IsTruncated><MaxItems>100<" },
      { "ZFOREIGN1", "NextMarker" } },
    { "list: a page, and where the next begins",
      { { "GET hostedzone?maxitems=1", NULL } },
      200,
      { "ZEXAMPLE1", "<IsTruncated>true</IsTruncated><NextMarker>ZEXAMPLE2</NextMarker>"
                     "<MaxItems>1</MaxItems>" },
      { "example.net" } },
    { "list: from a marker whose zone is gone",
      { { "DELETE hostedzone/ZEXAMPLE1", NULL },
        { "GET hostedzone?marker=ZEXAMPLE1&maxitems=1", NULL } },
      200,
      { "ZEXAMPLE2", "<Marker>ZEXAMPLE1</Marker>", "<NextMarker>ZPRIVATE1</NextMarker>" },
      { NULL } },
    { "list: more than a page may hold",
      { { "GET hostedzone?maxitems=1000", NULL } },
      200,
      { "<MaxItems>100</MaxItems>" },
      { NULL } },
    { "list: a page of none",
      { { "GET hostedzone?maxitems=0", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "'0' at 'maxItems'", "greater than or equal to 1" },
      { NULL } },
    { "list: a page of some",
      { { "GET hostedzone?maxitems=some", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "'some' at 'maxItems'" },
      { NULL } },
    { "list: private ones",
      { { "GET hostedzone?hostedzonetype=PrivateHostedZone", NULL } },
      200,
      { "ZPRIVATE1" },
      { "ZEXAMPLE1" } },
    { "list: another type",
      { { "GET hostedzone?hostedzonetype=PublicHostedZone", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "[PrivateHostedZone]" },
      { NULL } },
    { "by name: labels from the right",
      { { "GET hostedzonesbyname", NULL } },
      200,
      { "example.com.", "example.internal.", "example.net.",
        "</HostedZones><IsTruncated>"
        "false" },
      { "DNSName", "HostedZoneId" } },
    { "by name: from a name on",
      { { "GET hostedzonesbyname?dnsname=EXAMPLE.d&maxitems=1", NULL } },
      200,
      { "example.internal.",
        "<DNSName>EXAMPLE.d</DNSName><IsTruncated>true</IsTruncated><NextDNSName>"
        "example.net.</NextDNSName><NextHostedZoneId>ZEXAMPLE2</NextHostedZoneId>"
        "<MaxItems>1</MaxItems>" },
      { "example.com." } },
    { "by name: from an id on",
      { { "GET hostedzonesbyname?dnsname=example.com&hostedzoneid=ZEXAMPLE9", NULL } },
      200,
      { "example.internal.", "<HostedZoneId>ZEXAMPLE9</HostedZoneId>" },
      { "example.com.<" } },
    { "by name: an id without a name",
      { { "GET hostedzonesbyname?hostedzoneid=ZEXAMPLE9", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "dnsname" },
      { NULL } },
    { "by name: no name",
      { { "GET hostedzonesbyname?dnsname=a..b", NULL } },
      400,
      { "<Code>InvalidDomainName</Code>" },
      { NULL } },
    { "by VPC",
      { { "GET hostedzonesbyvpc?vpcid=vpc-0a1b2c3d&vpcregion=us-east-1", NULL } },
      200,
      { "<HostedZoneSummaries><HostedZoneSummary><HostedZoneId>ZPRIVATE1</HostedZoneId>"
        "<Name>example.internal.</Name><Owner><OwningAccount>123456789012"
        "</OwningAccount></Owner></HostedZoneSummary></HostedZoneSummaries><MaxItems>" },
      { "NextToken" } },
    { "by VPC: of another region",
      { { "GET hostedzonesbyvpc?vpcid=vpc-0a1b2c3d&vpcregion=us-east-2", NULL } },
      200,
      { "<HostedZoneSummaries></HostedZoneSummaries>" },
      { NULL } },
    { "by VPC: a token of nobody's",
      { { "GET hostedzonesbyvpc?vpcid=vpc-1&vpcregion=us-east-2&nexttoken=x", NULL } },
      400,
      { "<Code>InvalidPaginationToken</Code>" },
      { NULL } },
    { "by VPC: which?",
      { { "GET hostedzonesbyvpc", NULL } },
      400,
      { "2 validation errors", NULL_AT("vPCId"), NULL_AT("vPCRegion") },
      { NULL } },
};

/* 500 zones at most: the two that are public already, and the private one, count. */
static void zones_have_a_limit(void **state)
{
    struct teller teller;

    (void)state;
    begin(&teller);
    for (int i = 3; i <= 500; i++) {
        serve(&teller, "POST", "hostedzone",
              arena_printf(&teller.arena,
                           "<CreateHostedZoneRequest><Name>n%d.example.org</Name>"
                           "<CallerReference>%d</CallerReference>"
                           "</CreateHostedZoneRequest>",
                           i, i));
        if (i < 500)
            assert_int_equal(teller.status, 201);
    }
    assert_int_equal(teller.status, 400);
    assert_non_null(strstr(teller.answer, "<Code>TooManyHostedZones</Code>"));
    end(&teller);
}

/* Each zone is on one page, whatever the size of a page. */
static void pages_hold_each_zone_once(void **state)
{
    struct teller teller;
    size_t n = 0;
    const char *marker = "";

    (void)state;
    begin(&teller);
    serve(&teller, "POST", "hostedzone", CREATE(NAMED("example.org")));
    while (marker != NULL) {
        const char *next;

        serve(&teller, "GET",
              arena_printf(&teller.arena, "hostedzone?maxitems=1%s%s",
                           *marker == '\0' ? "" : "&marker=", marker),
              "");
        for (const char *at = teller.answer; (at = strstr(at, "<HostedZone>")) != NULL;
             at++)
            n++;
        next = strstr(teller.answer, "<NextMarker>");
        marker = next == NULL
                     ? NULL
                     : arena_strndup(&teller.arena, next + 12, strcspn(next + 12, "<"));
    }
    assert_int_equal(n, 4);
    end(&teller);
}

static void a_location_is_told(void **state)
{
    struct teller teller;

    (void)state;
    begin(&teller);
    take_step(&teller,
              &(struct step){ "=POST hostedzone", CREATE(NAMED("example.org")) });
    assert_string_equal(teller.location,
                        told(&teller, "https://route53.amazonaws.com/2013-04-01/"
                                      "hostedzone/$I"));
    end(&teller);
}

/* Of two public zones of one name the world sees the older one. */
static void a_twin_is_delegated_elsewhere(void **state)
{
    const struct zone *zone;
    struct teller teller;

    (void)state;
    begin(&teller);
    take_step(&teller,
              &(struct step){ "=POST hostedzone", CREATE(NAMED("example.com")) });
    zone = zones_find(&teller.mock.world.store.zones, teller.id);
    assert_int_equal(zone->delegation, DELEGATION_ELSEWHERE);
    assert_string_equal(zone->delegated_to[0], story_servers[0]);
    end(&teller);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_have_a_limit),
        cmocka_unit_test(pages_hold_each_zone_once),
        cmocka_unit_test(a_location_is_told),
        cmocka_unit_test(a_twin_is_delegated_elsewhere),
    };

    return RUN(zones) + RUN(lists) +
           cmocka_run_group_tests_name("route53", tests, NULL, NULL);
}
