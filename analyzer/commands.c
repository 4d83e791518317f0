/* commands: prints the shell script whose output is complete evidence. */
#include "analyzer/commands.h"

#include "analyzer/options.h"
#include "analyzer/version.h"

/*
 * A failed call leaves its error text where its answer would stand: the analyzer reads
 * that as evidence (capture_failed) and says which call to run again.
 */
static const char head[] =
    "#!/bin/sh\n"
    "# Collects the evidence that " PROGRAM_NAME " reads, with read-only AWS CLI calls.\n"
    "# Permissions: acm:ListCertificates, acm:DescribeCertificate, "
    "acm:ListTagsForCertificate,\n"
    "# route53:ListHostedZones, route53:GetHostedZone, route53:ListResourceRecordSets,\n"
    "# route53domains:ListDomains, route53domains:GetDomainDetail, "
    "sts:GetCallerIdentity\n"
    "# and, without --region, ec2:DescribeRegions. DNS is asked with dig.\n"
    "# Then: acm-analyzer analyze -o report evidence\n"
    "set -uf\n"
    "umask 077\n"
    "LC_ALL=C\n"
    "export LC_ALL\n"
    "out=${1:-evidence}\n"
    "\n"
    "# save FILE COMMAND...: the answer, or the text of the error, goes to FILE.\n"
    "save() {\n"
    "    file=$1\n"
    "    shift\n"
    "    mkdir -p \"$(dirname \"$file\")\"\n"
    "    \"$@\" --output json > \"$file\" 2> \"$file.error\" || cat \"$file.error\" >> "
    "\"$file\"\n"
    "    rm -f \"$file.error\"\n"
    "}\n"
    "\n"
    "# is_name WORD: a domain name of letters, digits, '-' and '_', with two labels at "
    "least.\n"
    "is_name() {\n"
    "    case $1 in\n"
    "    -* | .* | *. | *..* | *[!A-Za-z0-9._-]*) return 1 ;;\n"
    "    *.*) return 0 ;;\n"
    "    esac\n"
    "    return 1\n"
    "}\n"
    "\n";

static const char body[] =
    "for region in $regions; do\n"
    "    acm=$out/$account/$region/acm\n"
    "    # Without keyTypes the list holds RSA_1024 and RSA_2048 certificates only.\n"
    "    "
    "keys=keyTypes=RSA_1024,RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,EC_secp384r1,EC_"
    "secp521r1\n"
    "    save \"$acm/list-certificates.json\" \\\n"
    "        aws acm list-certificates --region \"$region\" --includes \"$keys\"\n"
    "    for arn in $(aws acm list-certificates --region \"$region\" --includes "
    "\"$keys\" \\\n"
    "        --query 'CertificateSummaryList[].CertificateArn' --output text); do\n"
    "        save \"$acm/describe-certificate/${arn##*/}.json\" \\\n"
    "            aws acm describe-certificate --region \"$region\" --certificate-arn "
    "\"$arn\"\n"
    "        save \"$acm/list-tags/${arn##*/}.json\" \\\n"
    "            aws acm list-tags-for-certificate --region \"$region\" "
    "--certificate-arn \"$arn\"\n"
    "    done\n"
    "done\n"
    "\n"
    "dns=$out/$account/global/route53\n"
    "save \"$dns/list-hosted-zones.json\" aws route53 list-hosted-zones\n"
    "for id in $(aws route53 list-hosted-zones --query 'HostedZones[].Id' --output "
    "text); do\n"
    "    zone=${id##*/}\n"
    "    save \"$dns/get-hosted-zone/$zone.json\" aws route53 get-hosted-zone --id "
    "\"$zone\"\n"
    "    save \"$dns/list-resource-record-sets/$zone.json\" \\\n"
    "        aws route53 list-resource-record-sets --hosted-zone-id \"$zone\"\n"
    "done\n"
    "\n"
    "# Who the registrar sends the world to. The owner's address and telephone are left "
    "out.\n"
    "for domain in $(aws route53domains list-domains --region us-east-1 \\\n"
    "    --query 'Domains[].DomainName' --output text); do\n"
    "    is_name \"$domain\" || continue\n"
    "    save \"$out/$account/registrar/$domain.json\" \\\n"
    "        aws route53domains get-domain-detail --region us-east-1 --domain-name "
    "\"$domain\" \\\n"
    "        --query "
    "'{DomainName:DomainName,Nameservers:Nameservers,StatusList:StatusList,"
    "ExpirationDate:ExpirationDate,AutoRenew:AutoRenew}'\n"
    "done\n"
    "\n"
    "# members NAME: what stands under this name in the saved descriptions and can be a "
    "domain name.\n"
    "members() {\n"
    "    find \"$out/$account\" -type f -path '*/acm/describe-certificate/*.json' "
    "-exec cat {} + |\n"
    "        tr ',{}[]' '[\\n*]' |\n"
    "        sed -n \"s/^[[:space:]]*\\\"$1\\\"[[:space:]]*:[[:space:]]*"
    "\\\"\\([A-Za-z0-9._*-]*\\)\\\"[[:space:]]*\\$/\\1/p\"\n"
    "}\n"
    "\n"
    "# The questions, one a line: TYPE NAME. CAA and NS are asked up to the last two "
    "labels.\n"
    "questions() {\n"
    "    members Name | while read -r name; do\n"
    "        case $name in _*.*) echo \"CNAME ${name%.}\" ;; esac\n"
    "    done\n"
    "    { members DomainName; members ValidationDomain; } | while read -r name; do\n"
    "        name=${name#\\*.}\n"
    "        echo \"MX $name\"\n"
    "        while is_name \"$name\"; do\n"
    "            echo \"CAA $name\"\n"
    "            echo \"NS $name\"\n"
    "            name=${name#*.}\n"
    "        done\n"
    "    done\n"
    "}\n"
    "\n"
    "# The answer is kept whole: also one that tells of a timeout is evidence.\n"
    "if command -v dig > /dev/null; then\n"
    "    mkdir -p \"$out/dns\"\n"
    "    questions | tr '[:upper:]' '[:lower:]' | sort -u | while read -r type name; "
    "do\n"
    "        is_name \"$name\" || continue\n"
    "        type=$(echo \"$type\" | tr '[:lower:]' '[:upper:]')\n"
    "        dig +time=3 +tries=2 \"$type\" \"$name.\" > \"$out/dns/$name.$type.txt\" "
    "< /dev/null || :\n"
    "    done\n"
    "else\n"
    "    echo 'dig is missing: DNS was not asked (Debian: bind9-dnsutils)' >&2\n"
    "fi\n"
    "echo \"evidence of account $account is in $out\"\n";

/* Account ids and region names were checked by the options: they need no quotes. */
static void print_words(const struct words *words, const char *separator, FILE *out)
{
    for (size_t i = 0; i < words->n; i++)
        fprintf(out, "%s%s", i == 0 ? "" : separator, words->items[i]);
}

void commands_print(const struct options *options, FILE *out)
{
    fputs(head, out);
    fputs("account=$(aws sts get-caller-identity --query Account --output text) || exit "
          "1\n",
          out);
    if (options->accounts.n > 0) {
        fputs("case $account in\n", out);
        print_words(&options->accounts, "|", out);
        fputs(") ;;\n"
              "*)\n"
              "    echo \"these credentials are of account $account; want ",
              out);
        print_words(&options->accounts, " or ", out);
        fputs("\" >&2\n    exit 1\n    ;;\nesac\n", out);
    }
    if (options->regions.n > 0) {
        fputs("regions='", out);
        print_words(&options->regions, " ", out);
        fputs("'\n\n", out);
    } else {
        fputs("regions=$(aws ec2 describe-regions --query 'Regions[].RegionName' "
              "--output text) ||"
              " exit 1\n\n",
              out);
    }
    fputs(body, out);
}
