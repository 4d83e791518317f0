/* test_route53_others: VPCs, tags, health checks and delegation sets of Route 53. */
#include "mockaws/service/route53/operations.h"

#include "tests/unit/mockaws/service/route53_story.h"

#define CREATE(members) "<CreateHostedZoneRequest>" members "</CreateHostedZoneRequest>"
#define NAMED(name)     "<Name>" name "</Name><CallerReference>r1</CallerReference>"
#define VPC(region, id)                                                                  \
    "<VPC><VPCRegion>" region "</VPCRegion><VPCId>" id "</VPCId></VPC>"
#define ASSOCIATE(vpc)                                                                   \
    "<AssociateVPCWithHostedZoneRequest>" vpc "</AssociateVPCWithHostedZoneRequest>"
#define DISASSOCIATE(vpc)                                                                \
    "<DisassociateVPCFromHostedZoneRequest>" vpc "</"                                    \
    "DisassociateVPCFromHostedZoneRequest>"
#define TAGS(members)                                                                    \
    "<ChangeTagsForResourceRequest>" members "</ChangeTagsForResourceRequest>"
#define ADD(tags)       "<AddTags>" tags "</AddTags>"
#define TAG(key, value) "<Tag><Key>" key "</Key><Value>" value "</Value></Tag>"
#define CHECK(reference, config)                                                         \
    "<CreateHealthCheckRequest xmlns='urn:x'><CallerReference>" reference                \
    "</CallerReference><HealthCheckConfig>" config                                       \
    "</HealthCheckConfig></CreateHealthCheckRequest>"
#define TCP "<Type>TCP</Type><IPAddress>192.0.2.1</IPAddress><Port>443</Port>"
#define SET(reference)                                                                   \
    "<CreateReusableDelegationSetRequest><CallerReference>" reference                    \
    "</CallerReference></CreateReusableDelegationSetRequest>"

static struct story others[] = {
    { "VPC: associate and disassociate",
      { { "POST hostedzone/ZPRIVATE1/associatevpc",
          ASSOCIATE(VPC("us-west-2", "vpc-1")) },
        { "POST hostedzone/ZPRIVATE1/disassociatevpc",
          DISASSOCIATE(VPC("us-east-1", "vpc-0a1b2c3d")) },
        { "GET hostedzone/ZPRIVATE1", NULL } },
      200,
      { "<VPCs><VPC><VPCRegion>us-west-2</VPCRegion><VPCId>vpc-1</VPCId></VPC></VPCs>" },
      { NULL } },
    { "VPC: the last stays",
      { { "POST hostedzone/ZPRIVATE1/disassociatevpc",
          DISASSOCIATE(VPC("us-east-1", "vpc-0a1b2c3d")) } },
      400,
      { "<Code>LastVPCAssociation</Code>" },
      { NULL } },
    { "VPC: never associated",
      { { "POST hostedzone/ZPRIVATE1/disassociatevpc",
          DISASSOCIATE(VPC("us-east-1", "vpc-9")) } },
      404,
      { "<Code>VPCAssociationNotFound</Code>" },
      { NULL } },
    { "VPC: a public zone has none",
      { { "POST hostedzone/ZEXAMPLE1/associatevpc",
          ASSOCIATE(VPC("us-east-1", "vpc-1")) } },
      400,
      { "<Code>PublicZoneVPCAssociation</Code>" },
      { NULL } },
    { "tags: added, changed, removed",
      { { "POST tags/hostedzone/ZEXAMPLE1", TAGS(ADD(TAG("b", "1") TAG("a", "2"))) },
        { "POST tags/hostedzone/ZEXAMPLE1",
          TAGS(ADD(TAG(
              "a", "3") "<Tag><Key>c</Key></Tag>") "<RemoveTagKeys><Key>b</Key><Key>z</"
                                                   "Key></RemoveTagKeys>") },
        { "GET tags/hostedzone/ZEXAMPLE1", NULL } },
      200,
      { "<ResourceTagSet><ResourceType>hostedzone</ResourceType><ResourceId>ZEXAMPLE1"
        "</ResourceId><Tags>" TAG("a", "3") TAG("c", "") "</Tags></ResourceTagSet>" },
      { NULL } },
    { "tags: of several",
      { { "POST tags/hostedzone/ZEXAMPLE2", TAGS(ADD(TAG("k", "v"))) },
        { "POST tags/hostedzone", "<ListTagsForResourcesRequest><ResourceIds><ResourceId>"
                                  "ZEXAMPLE2</ResourceId><ResourceId>ZEXAMPLE1"
                                  "</ResourceId></ResourceIds>"
                                  "</ListTagsForResourcesRequest>" } },
      200,
      { "<ResourceTagSets><ResourceTagSet>", "ZEXAMPLE2", TAG("k", "v"), "ZEXAMPLE1",
        "<Tags></Tags>" },
      { NULL } },
    { "tags: ten and no more",
      { { "POST tags/hostedzone/ZEXAMPLE1",
          TAGS(ADD(TAG("0", "") TAG("1", "") TAG("2", "") TAG("3", "") TAG("4", "")
                       TAG("5", "") TAG("6", "") TAG("7", "") TAG("8", ""))) },
        { "POST tags/hostedzone/ZEXAMPLE1", TAGS(ADD(TAG("8", "x") TAG("9", "x"))) },
        { "POST tags/hostedzone/ZEXAMPLE1", TAGS(ADD(TAG("10", "x"))) } },
      400,
      { "<Code>InvalidInput</Code>", "10 tags" },
      { NULL } },
    { "tags: a key of AWS's",
      { { "POST tags/hostedzone/ZEXAMPLE1", TAGS(ADD(TAG("aws:x", "1"))) } },
      400,
      { "<Code>InvalidInput</Code>", "aws:x" },
      { NULL } },
    { "tags: nothing to do",
      { { "POST tags/hostedzone/ZEXAMPLE1", TAGS("") } },
      400,
      { "<Code>InvalidInput</Code>", "AddTags or RemoveTagKeys" },
      { NULL } },
    { "tags: on what?",
      { { "GET tags/record/ZEXAMPLE1", NULL } },
      400,
      { "<Code>InvalidInput</Code>", "[healthcheck, hostedzone]" },
      { NULL } },
    { "tags: of no zone",
      { { "GET tags/hostedzone/ZEXAMPLE9", NULL } },
      404,
      { "<Code>NoSuchHostedZone</Code>" },
      { NULL } },
    { "health check: kept as it came",
      { { "=POST healthcheck", CHECK("h1", TCP) }, { "GET healthcheck/$I", NULL } },
      200,
      { "<GetHealthCheckResponse",
        "<HealthCheck><Id>$I</Id><CallerReference>h1</"
        "CallerReference><HealthCheckConfig>" TCP
        "</HealthCheckConfig><HealthCheckVersion>1</HealthCheckVersion>"
        "</HealthCheck>" },
      { "urn:x" } },
    { "health check: the same again is the same",
      { { "=POST healthcheck", CHECK("h1", TCP) },
        { "POST healthcheck", CHECK("h1", TCP) } },
      201,
      { "<Id>$I</Id>" },
      { NULL } },
    { "health check: another under the reference",
      { { "POST healthcheck", CHECK("h1", TCP) },
        { "POST healthcheck", CHECK("h1", TCP "<Inverted>true</Inverted>") } },
      409,
      { "<Code>HealthCheckAlreadyExists</Code>" },
      { NULL } },
    { "health check: of what?",
      { { "POST healthcheck", CHECK("h1", "<Type>HTTP</Type>") } },
      400,
      { "<Code>InvalidInput</Code>", "IPAddress or a FullyQualifiedDomainName" },
      { NULL } },
    { "health check: each member is checked",
      { { "POST healthcheck",
          CHECK("h1", "<Type>PING</Type><IPAddress>1.2</IPAddress><Port>0</Port>"
                      "<Inverted>maybe</Inverted><Regions><Region>us-east-1</Region>"
                      "</Regions>") } },
      400,
      { "5 validation errors", "iPAddress", "'0' at 'healthCheckConfig.port'", "[HTTP, ",
        "'maybe'", "regions", "greater than or equal to 3" },
      { NULL } },
    { "health check: listed, counted, deleted",
      { { "=POST healthcheck", CHECK("h1", TCP) },
        { "POST healthcheck", CHECK("h2", TCP) },
        { "DELETE healthcheck/$I", NULL },
        { "GET healthcheck", NULL } },
      200,
      { "<HealthChecks>", "<CallerReference>h2</CallerReference>", "</HealthChecks>" },
      { "<CallerReference>h1<" } },
    { "health check: none of that id",
      { { "DELETE healthcheck/00000000-0000-4000-8000-000000000000", NULL } },
      404,
      { "<Code>NoSuchHealthCheck</Code>" },
      { NULL } },
    { "delegation set: for a zone",
      { { "=POST delegationset", SET("d1") },
        { "POST hostedzone",
          CREATE(NAMED("example.org") "<DelegationSetId>/delegationset/"
                                      "$I</DelegationSetId>") },
        { "GET hostedzone?delegationsetid=$I", NULL } },
      200,
      { "<Name>example.org.</Name>" },
      { "ZEXAMPLE1" } },
    { "delegation set: in use",
      { { "=POST delegationset", SET("d1") },
        { "POST hostedzone", CREATE(NAMED("example.org") "<DelegationSetId>$I"
                                                         "</DelegationSetId>") },
        { "DELETE delegationset/$I", NULL } },
      400,
      { "<Code>DelegationSetInUse</Code>" },
      { NULL } },
    { "delegation set: two zones of one name",
      { { "=POST delegationset", SET("d1") },
        { "POST hostedzone", CREATE(NAMED("example.org") "<DelegationSetId>$I"
                                                         "</DelegationSetId>") },
        { "POST hostedzone",
          CREATE("<Name>example.org</Name><CallerReference>r2</CallerReference>"
                 "<DelegationSetId>$I</DelegationSetId>") } },
      400,
      { "<Code>ConflictingDomainExists</Code>" },
      { NULL } },
    { "delegation set: twice",
      { { "POST delegationset", SET("d1") }, { "POST delegationset", SET("d1") } },
      400,
      { "<Code>DelegationSetAlreadyCreated</Code>" },
      { NULL } },
    { "delegation set: gone",
      { { "=POST delegationset", SET("d1") },
        { "GET delegationset", NULL },
        { "DELETE delegationset/$I", NULL },
        { "GET delegationset/$I", NULL } },
      400,
      { "<Code>NoSuchDelegationSet</Code>" },
      { NULL } },
    { "an operation that is not here",
      { { "GET geolocation", NULL } },
      400,
      { "<ErrorResponse", "<Code>" },
      { NULL } },
};

int main(void)
{
    return RUN(others);
}
