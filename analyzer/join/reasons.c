/* reasons: FailureReason and RenewalStatusReason, each with its cause and its remedy. */
#include "analyzer/join/reasons.h"

#include <stddef.h>
#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/dns/name.h"

/* ---- remedies ---- */

static void add_caa(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    size_t n;
    const char *const *names = known_names(cert, arena, &n);

    cause_fix(cause, arena, FIX_CLI,
              "Read the CAA records of every name and its parents; the nearest set "
              "decides",
              command_dig_caa(names, n, arena));
    cause_fix(cause, arena, FIX_TEXT, "Let Amazon issue",
              "Where the nearest CAA set of a name lists issuers, add one for Amazon, "
              "for example:\n"
              "  0 issue \"amazon.com\"\n"
              "and, when issuewild records stand there and the name is a wildcard:\n"
              "  0 issuewild \"amazon.com\"\n"
              "Amazon's names are amazon.com, amazontrust.com, awstrust.com and "
              "amazonaws.com; one is enough. A look-up that fails (SERVFAIL, a timeout, "
              "bogus DNSSEC) forbids as well: then mend the DNS.");
}

/* The domains that mail is sent to, each once. */
static void add_mx(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    const char **domains = arena_array(arena, cert->n_validations, sizeof(*domains));
    size_t n = 0;

    for (uint32_t i = 0; i < cert->n_validations; i++) {
        const struct validation *validation = &cert->validations[i];
        const char *domain = name_base(validation->validation_domain != NULL
                                           ? validation->validation_domain
                                           : validation->domain);
        size_t k = 0;

        while (k < n && strcmp(domains[k], domain) != 0)
            k++;
        if (k == n)
            domains[n++] = domain;
    }
    if (n > 0)
        cause_fix(cause, arena, FIX_CLI, "See which mail servers the domain has",
                  command_dig("MX", domains, n, arena));
    cause_fix(cause, arena, FIX_TEXT, "Where the mail goes",
              "ACM writes to admin, administrator, hostmaster, postmaster and webmaster "
              "at the validation domain, and to nobody else. Publish an MX record and "
              "open one of the five, or validate by DNS, which needs no person at "
              "renewals.");
}

static void add_owner(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    (void)cert;
    cause_fix(cause, arena, FIX_TEXT, "Ask the owner of the domain",
              "Find out who answered ACM's mail for the domain, and why. A request that "
              "is validated by DNS needs no answer to a mail.");
}

static void add_support(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    (void)cert;
    cause_fix(cause, arena, FIX_TEXT, "Open a case with AWS Support",
              "Name the account, the region, the certificate's ARN and the domain names, "
              "and ask for the request to be cleared. Names that belong to AWS "
              "(amazonaws.com, cloudfront.net, elasticbeanstalk.com and below) are never "
              "given.");
}

static void add_delist(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    cause_fix(cause, arena, FIX_TEXT, "Have the domain's good name restored",
              "Look the domain up in the public lists of unsafe sites, clean the site "
              "where it is listed, ask for its removal from the list, then ask AWS "
              "Support.");
    add_support(cert, cause, arena);
}

/* The names that no public CA can issue for, with the reason of each. */
static void add_names(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    size_t n_names;
    const char *const *names = known_names(cert, arena, &n_names);
    struct buf out;
    size_t n = 0;

    buf_init(&out);
    for (size_t i = 0; i < n_names; i++) {
        const char *fault = name_fault(names[i]);

        if (fault == NULL)
            continue;
        buf_puts(&out, n++ == 0 ? "" : "\n");
        shell_comment(&out, names[i]);
        buf_printf(&out, ": %s", fault);
    }
    if (n == 0)
        buf_puts(&out, "No name of the certificate breaks a rule that can be seen from "
                       "here: compare each letter by letter with the domain that was "
                       "meant, else ask AWS Support.");
    cause_fix(cause, arena, FIX_TEXT, "Correct the names", shell_keep(&out, arena));
}

/* ---- private CAs ---- */

/* "aws acm-pca ACTION --certificate-authority-arn ARN ... --region R" */
static void add_pca(const struct cert *cert, struct cause *cause, struct arena *arena,
                    const char *title, const char *action, const char *options)
{
    const char *arn = cert->authority_arn;
    struct arn parts;
    struct buf out;

    buf_init(&out);
    shell_place(&out, cert, false);
    if (arn == NULL)
        buf_puts(&out, "# Fill in CA_ARN, the private certificate authority's.\n");
    buf_printf(&out, "aws acm-pca %s --certificate-authority-arn ", action);
    if (arn != NULL)
        shell_word(&out, arn);
    else
        buf_puts(&out, "CA_ARN");
    buf_puts(&out, options);
    if (arn != NULL && arn_parse(arn, strlen(arn), &parts) && parts.region.len > 0) {
        buf_puts(&out, " --region ");
        shell_word(&out, arena_strndup(arena, parts.region.text, parts.region.len));
    } else {
        shell_region(&out, cert);
    }
    cause_fix(cause, arena, FIX_CLI, title, shell_keep(&out, arena));
}

static void add_ca_state(const struct cert *cert, struct cause *cause,
                         struct arena *arena)
{
    add_pca(cert, cause, arena, "See the state and the validity of the private CA",
            "describe-certificate-authority", "");
}

static void add_ca_permission(const struct cert *cert, struct cause *cause,
                              struct arena *arena)
{
    add_pca(cert, cause, arena, "See what ACM may do with the private CA",
            "list-permissions", "");
    add_pca(cert, cause, arena,
            "Let ACM issue from it (when the CA is of the same account)",
            "create-permission",
            " --principal acm.amazonaws.com --actions IssueCertificate GetCertificate "
            "ListPermissions");
}

static void add_role(const struct cert *cert, struct cause *cause, struct arena *arena)
{
    struct buf out;

    buf_init(&out);
    shell_place(&out, cert, false);
    buf_puts(&out, "aws iam create-service-linked-role --aws-service-name "
                   "acm.amazonaws.com");
    cause_fix(cause, arena, FIX_CLI, "Make the role anew", shell_keep(&out, arena));
}

/* ---- the table ---- */

#define AFTER_CA      "Request a new certificate, once the private CA is put right"
#define BY_DNS        "Request a new certificate, validated by DNS"
#define NAMES_RIGHT   "Request a new certificate with the names put right"
#define AFTER_SUPPORT "Request a new certificate, once AWS has cleared the names"

static const struct reason rows[] = {
    { ACM_NO_AVAILABLE_CONTACTS, CAUSE_email_no_mailbox,
      "ACM found no address that takes its mail: the domain has no mail server, or does "
      "not exist.",
      BY_DNS, add_mx },
    { ACM_ADDITIONAL_VERIFICATION_REQUIRED, CAUSE_aws_verification_required,
      "ACM screens requests against fraud; a domain among the most visited sites, for "
      "instance, needs more information.",
      AFTER_SUPPORT, add_support },
    { ACM_DOMAIN_NOT_ALLOWED, CAUSE_domain_not_allowed,
      "As older documents of AWS have it, a reputation service listed a name as unsafe.",
      AFTER_SUPPORT, add_delist },
    { ACM_INVALID_PUBLIC_DOMAIN, CAUSE_domain_not_public,
      "A name is mistyped, or of a private kind (.local, .internal); private names need "
      "a private CA.",
      NAMES_RIGHT, add_names },
    { ACM_DOMAIN_VALIDATION_DENIED, CAUSE_email_denied,
      "AWS does not document the word; by its name, whoever got the mail refused, or the "
      "check was denied.",
      BY_DNS, add_owner },
    { ACM_CAA_ERROR, CAUSE_caa_error,
      "ACM reads CAA after control of the names is proved, so every domain may say "
      "SUCCESS. No field tells which name is at fault.",
      "Request a new certificate, once CAA lets Amazon issue", add_caa },
    { ACM_PCA_LIMIT_EXCEEDED, CAUSE_pca_limit_exceeded,
      "The private CA's quota or rate for issuing is used up: try again later, or have "
      "the quota raised.",
      AFTER_CA, add_ca_state },
    { ACM_PCA_INVALID_ARN, CAUSE_pca_invalid_arn,
      "AWS does not document the word; by its name, the ARN of the CA is wrong.",
      AFTER_CA, add_ca_state },
    { ACM_PCA_INVALID_STATE, CAUSE_pca_invalid_state,
      "Only a CA that is ACTIVE issues: activate it, or choose another.", AFTER_CA,
      add_ca_state },
    { ACM_PCA_REQUEST_FAILED, CAUSE_pca_request_failed,
      "The fault lay in the network or in a system: trying again may be enough.",
      "Request the certificate again", add_ca_state },
    { ACM_PCA_NAME_CONSTRAINTS_VALIDATION, CAUSE_pca_name_constraints,
      "AWS does not document the word; by its name, a name lies outside the name "
      "constraints in the CA's certificate.",
      AFTER_CA, add_ca_state },
    { ACM_PCA_RESOURCE_NOT_FOUND, CAUSE_pca_resource_not_found,
      "The CA was deleted for good: use another.",
      "Request a new certificate from another private CA", add_ca_state },
    { ACM_PCA_INVALID_ARGS, CAUSE_pca_invalid_args,
      "AWS does not document the word; by its name, the CA refused an argument.",
      AFTER_CA, add_ca_state },
    { ACM_PCA_INVALID_DURATION, CAUSE_pca_invalid_duration,
      "ACM asks for 13 months, and the CA's own certificate ends before: renew the CA, "
      "or use another.",
      AFTER_CA, add_ca_state },
    { ACM_PCA_ACCESS_DENIED, CAUSE_pca_access_denied,
      "ACM needs the permissions IssueCertificate, GetCertificate and ListPermissions "
      "on the CA.",
      AFTER_CA, add_ca_permission },
    { ACM_SLR_NOT_FOUND, CAUSE_slr_not_found,
      "AWSServiceRoleForCertificateManager is needed for a CA shared from another "
      "account.",
      "Request a new certificate, once the role is there", add_role },
    { ACM_OTHER_REASON, CAUSE_reason_other, "Look for a mistyped name first.",
      NAMES_RIGHT, add_names },
};

const struct reason *reason_find(enum acm_reason word)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (rows[i].word == word)
            return &rows[i];
    }
    return NULL;
}
