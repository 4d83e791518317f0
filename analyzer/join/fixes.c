/* fixes: what to do about a certificate, ready to paste or to hand over. */
#include "analyzer/join/fixes.h"

#include <string.h>

#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "reports/finding/finding.h"

enum {
    COMMON_NAME_MAX = 64, /* octets: RequestCertificate.DomainName, ACM API */
    USERS_SHOWN = 20,
};

static bool is_among(const char *text, const char *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i], text) == 0)
            return true;
    }
    return false;
}

const char *const *known_names(const struct cert *cert, struct arena *arena, size_t *n)
{
    size_t total = (size_t)cert->n_names + cert->n_validations;
    const char **names = arena_array(arena, total, sizeof(*names));

    *n = cert->n_names;
    for (uint32_t i = 0; i < cert->n_names; i++)
        names[i] = cert->names[i];
    for (uint32_t i = 0; i < cert->n_validations; i++) {
        const char *domain = cert->validations[i].domain;

        if (!is_among(domain, names, *n))
            names[(*n)++] = domain;
    }
    return names;
}

/* ---- a new request ---- */

/* Why a name cannot be requested; NULL: it can. */
static const char *fault_of(const struct cert *cert, const char *name)
{
    if (!shell_is_name(name))
        return "it can be no domain name";
    return cert->type == ACM_PRIVATE ? NULL : name_fault(name);
}

/* The names of cert that can be requested; for the others a comment goes to out. */
static size_t pick_names(const struct cert *cert, const char *const *all, size_t n_all,
                         const char **names, struct buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < n_all; i++) {
        const char *fault = fault_of(cert, all[i]);

        if (fault == NULL) {
            names[n++] = all[i];
            continue;
        }
        buf_puts(out, "# Left out: ");
        shell_comment(out, all[i]);
        buf_printf(out, ": %s. Put the right name in its place.\n", fault);
    }
    if (n == 0)
        buf_puts(out, "# Fill in DOMAIN, the name to request.\n");
    if (cert->names_cut || n_all == 0)
        buf_puts(out, "# The evidence does not hold all names of the certificate: add "
                      "what is missing.\n");
    return n;
}

/* The first name becomes the common name, which has a limit of its own. */
static size_t pick_common(const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strlen(names[i]) <= COMMON_NAME_MAX)
            return i;
    }
    return 0;
}

static void add_names(struct buf *out, const char *const *names, size_t n)
{
    size_t common = pick_common(names, n);

    buf_puts(out, " \\\n    --domain-name ");
    if (n == 0)
        buf_puts(out, "DOMAIN");
    else
        shell_word(out, names[common]);
    if (n > 1)
        buf_puts(out, " \\\n    --subject-alternative-names");
    for (size_t i = 0; i < n; i++) {
        if (i == common)
            continue;
        buf_putc(out, ' ');
        shell_word(out, names[i]);
    }
}

static void add_options(struct buf *out, const struct cert *cert)
{
    if (cert->type == ACM_PRIVATE) {
        buf_puts(out, " \\\n    --certificate-authority-arn ");
        if (cert->authority_arn != NULL)
            shell_word(out, cert->authority_arn);
        else
            buf_puts(out, "CA_ARN");
    } else {
        buf_puts(out, " \\\n    --validation-method DNS");
    }
    if (cert->key == ACM_RSA_2048 || cert->key == ACM_EC_PRIME256V1 ||
        cert->key == ACM_EC_SECP384R1)
        buf_printf(out, " \\\n    --key-algorithm %s",
                   acm_word(ACM_WORDS_KEY, cert->key));
    if (cert->type != ACM_PRIVATE && cert->exportable == ACM_ENABLED)
        buf_puts(out, " \\\n    --options Export=ENABLED");
}

static void add_old(struct buf *out, const struct cert *cert)
{
    switch (cert_in_use(cert)) {
    case FLAG_TRUE:
        buf_puts(out, "\n# The old certificate is in use. New one -> ISSUED -> attach it "
                      "everywhere\n# -> detach the old one -> delete that last, never "
                      "before.");
        break;
    case FLAG_FALSE:
        buf_puts(out, "\n# Nothing uses the old request: it may be deleted once the new "
                      "certificate is ISSUED.");
        break;
    case FLAG_NONE:
    default:
        buf_puts(out, "\n# Whether anything uses the old certificate is not in the "
                      "evidence: keep it until\n# the new one is ISSUED and attached "
                      "everywhere.");
        break;
    }
}

const char *fix_request(const struct cert *cert, struct arena *arena)
{
    size_t n;
    const char *const *all = known_names(cert, arena, &n);
    const char **names = arena_array(arena, n, sizeof(*names));
    struct buf out;

    buf_init(&out);
    shell_place(&out, cert, false);
    n = pick_names(cert, all, n, names, &out);
    if (cert->type == ACM_PRIVATE && cert->authority_arn == NULL)
        buf_puts(&out, "# Fill in CA_ARN, the private certificate authority's.\n");
    if (n > 0 && strlen(names[pick_common(names, n)]) > COMMON_NAME_MAX)
        buf_puts(&out, "# --domain-name may have 64 characters at most: put a shorter "
                       "name there.\n");
    buf_puts(&out, "aws acm request-certificate");
    shell_region(&out, cert);
    add_names(&out, names, n);
    add_options(&out, cert);
    if (cert->type != ACM_PRIVATE)
        buf_puts(&out, "\n# A CNAME for validation stays the same for one account and "
                       "domain.");
    add_old(&out, cert);
    return shell_keep(&out, arena);
}

const char *fix_order(const struct cert *cert, struct arena *arena)
{
    struct buf out;

    buf_init(&out);
    buf_puts(&out, "In this order nothing goes without a certificate:\n"
                   "1. Request the new certificate and wait until it is ISSUED.\n"
                   "2. Attach it everywhere the old one is attached:\n");
    for (uint32_t i = 0; i < cert->n_in_use_by && i < USERS_SHOWN; i++) {
        buf_puts(&out, "   ");
        shell_comment(&out, cert->in_use_by[i]);
        buf_putc(&out, '\n');
    }
    if (cert->n_in_use_by > USERS_SHOWN)
        buf_printf(&out, "   and %u more\n", cert->n_in_use_by - USERS_SHOWN);
    if (cert->n_in_use_by == 0)
        buf_puts(&out, "   (InUseBy of the certificate's description names the users)\n");
    buf_puts(&out, "3. Detach the old one there; InUseBy may take 20 minutes to empty.\n"
                   "4. Delete the old certificate last. Never delete it while it is in "
                   "use.");
    return shell_keep(&out, arena);
}

/* ---- a validation record ---- */

/* The length of name in front of ".zone", or 0. */
static size_t relative_len(const char *name, const char *zone)
{
    size_t len = strlen(name);
    size_t end = strlen(zone);

    if (len > 0 && name[len - 1] == '.')
        len--;
    if (len <= end + 1 || name[len - end - 1] != '.' ||
        strncasecmp(name + len - end, zone, end) != 0)
        return 0;
    return len - end - 1;
}

const char *fix_sheet(const struct dns_record *record, const char *domain,
                      struct arena *arena)
{
    const char *zone = suffix_registrable(name_base(domain));
    size_t len = relative_len(record->name, zone);
    struct buf out;

    buf_init(&out);
    buf_puts(&out, "Please add this record to the public DNS of ");
    shell_comment(&out, zone);
    buf_puts(&out, ", and leave it there: every renewal asks for it again.\n\nHost:   ");
    shell_comment(&out, record->name);
    if (len > 0) {
        buf_puts(&out, "\n        (where the zone ");
        shell_comment(&out, zone);
        buf_puts(&out, " is added by itself: ");
        shell_comment(&out, arena_strndup(arena, record->name, len));
        buf_putc(&out, ')');
    }
    buf_puts(&out, "\nType:   ");
    shell_comment(&out, record->type);
    buf_puts(&out, "\nValue:  ");
    shell_comment(&out, record->value);
    buf_puts(&out, "\nTTL:    300\n\nNo quotes around the value, no other record at this "
                   "host, no proxy in front of it.");
    return shell_keep(&out, arena);
}

const char *fix_zone_line(const struct dns_record *record, struct arena *arena)
{
    if (!shell_is_name(record->name) || !shell_is_name(record->value) ||
        strcmp(record->type, "CNAME") != 0)
        return NULL;
    return arena_printf(arena, "%s 300 IN CNAME %s", record->name, record->value);
}

/* ---- mail ---- */

static void add_name_or(struct buf *out, const char *name, const char *placeholder)
{
    if (shell_is_name(name))
        shell_word(out, name);
    else
        buf_puts(out, placeholder);
}

const char *fix_resend(const struct cert *cert, const char *const *domains, size_t n,
                       const char *validation_domain, struct arena *arena)
{
    struct buf out;

    buf_init(&out);
    shell_place(&out, cert, true);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&out, '\n');
        buf_puts(&out, "aws acm resend-validation-email --certificate-arn ");
        shell_arn(&out, cert);
        buf_puts(&out, " --domain ");
        add_name_or(&out, domains[i], "DOMAIN");
        buf_puts(&out, " --validation-domain ");
        add_name_or(&out, validation_domain, "VALIDATION_DOMAIN");
        shell_region(&out, cert);
    }
    return shell_keep(&out, arena);
}
