/* test_xml: Route 53's XML as the AWS CLI's JSON. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "collector/xml.h"

struct row {
    const char *name;
    const char *xml;
    const char *json; /* compact; NULL: refused */
    const char *said; /* in the error */
};

/* clang-format off */
static struct row rows[] = {
    { "text", "<R><Name>a.</Name></R>", "{\"Name\":\"a.\"}", NULL },
    { "octal stays", "<R><Name>\\052.a.</Name></R>", "{\"Name\":\"\\\\052.a.\"}", NULL },
    { "integer", "<R><TTL>300</TTL></R>", "{\"TTL\":300}", NULL },
    { "boolean", "<R><IsTruncated>false</IsTruncated></R>", "{\"IsTruncated\":false}", NULL },
    { "number as text", "<R><MaxItems>100</MaxItems></R>", "{\"MaxItems\":\"100\"}", NULL },
    { "list", "<R><HostedZones><HostedZone><Id>/hostedzone/Z1</Id></HostedZone></HostedZones></R>",
      "{\"HostedZones\":[{\"Id\":\"/hostedzone/Z1\"}]}", NULL },
    { "list of one text", "<R><NameServers><NameServer>ns</NameServer></NameServers></R>",
      "{\"NameServers\":[\"ns\"]}", NULL },
    { "empty list", "<R><HostedZones/></R>", "{\"HostedZones\":[]}", NULL },
    { "empty object", "<R><Config></Config></R>", "{\"Config\":{}}", NULL },
    { "empty text", "<R><Marker></Marker></R>", "{\"Marker\":\"\"}", NULL },
    { "namespace", "<R xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>a</Name></R>",
      "{\"Name\":\"a\"}", NULL },
    { "references", "<R><Value>&quot;a &lt;&amp;&#65;&quot;</Value></R>", "{\"Value\":\"\\\"a <&A\\\"\"}", NULL },
    { "cdata", "<R><Value><![CDATA[<x>]]></Value></R>", "{\"Value\":\"<x>\"}", NULL },
    { "comment", "<R><!-- x --><Name>a</Name></R>", "{\"Name\":\"a\"}", NULL },
    { "unknown element stays", "<R><New><Deep>1</Deep></New></R>", "{\"New\":{\"Deep\":\"1\"}}", NULL },
    { "blanks between", "<R>\n <Name>a</Name>\n</R>", "{\"Name\":\"a\"}", NULL },
    { "cut short", "<R><Name>a</Name>", NULL, "one whole XML document" },
    { "empty", "", NULL, "one whole XML document" },
    { "not XML", "{\"a\":1}", NULL, "one whole XML document" },
    { "bad integer", "<R><TTL>3x</TTL></R>", NULL, "TTL: want an integer" },
    { "bad boolean", "<R><PrivateZone>yes</PrivateZone></R>", NULL, "PrivateZone: want true or false" },
    { "dtd", "<!DOCTYPE R [<!ENTITY e \"x\">]><R><Name>&e;</Name></R>", NULL, "a DTD" },
    { "outside file", "<!DOCTYPE R SYSTEM \"file:///etc/passwd\"><R/>", NULL, "a DTD" },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct err err = { 0 };
    char *root;
    json_t *json = xml_to_json(row->xml, strlen(row->xml), &root, &err);
    char *text;

    if (row->json == NULL) {
        assert_null(json);
        assert_null(root);
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_non_null(strstr(err.text, row->said));
        return;
    }
    assert_non_null(json);
    assert_string_equal(root, "R");
    text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, row->json);
    free(text);
    free(root);
    json_decref(json);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("xml");
}
