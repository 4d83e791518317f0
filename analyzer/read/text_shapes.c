/* text_shapes: texts that are no JSON, recognised by their first lines and named. */
#include <string.h>

#include "analyzer/read/context.h"
#include "analyzer/read/dig.h"
#include "analyzer/read/secret.h"
#include "analyzer/read/zone_text.h"
#include "base/aws/arn.h"
#include "base/when.h"

enum { ARN_MAX = 200 };

static const char describe_command[] =
    "aws acm describe-certificate --certificate-arn ARN --output json";
static const char list_command[] =
    "aws acm list-certificates --includes keyTypes=RSA_1024,RSA_2048,RSA_3072,RSA_4096,"
    "EC_prime256v1,EC_secp384r1,EC_secp521r1 --output json";

/* The text in hand, and what is asked of it. */
struct text {
    const char *at;
    size_t len;
};

static bool has(const struct text *text, const char *part)
{
    return memmem(text->at, text->len, part, strlen(part)) != NULL;
}

static bool starts(const struct text *text, const char *part)
{
    const size_t n = strlen(part);

    return text->len >= n && memcmp(text->at, part, n) == 0;
}

/* Does some line start with part? */
static bool line_starts(const struct text *text, const char *part)
{
    const size_t n = strlen(part);
    const char *end = text->at + text->len;

    for (const char *line = text->at; line != NULL && line < end;) {
        if ((size_t)(end - line) >= n && memcmp(line, part, n) == 0)
            return true;
        line = memchr(line, '\n', (size_t)(end - line));
        if (line != NULL)
            line++;
    }
    return false;
}

static bool is_table(const struct text *text)
{
    return (line_starts(text, "---") || line_starts(text, "+--")) &&
           (has(text, "|  DescribeCertificate") || has(text, "ListCertificates ") ||
            has(text, "|  Certificate") || has(text, "DescribeCertificate  "));
}

static bool is_text_output(const struct text *text)
{
    return starts(text, "CERTIFICATE\t") || starts(text, "CERTIFICATE ") ||
           line_starts(text, "CERTIFICATESUMMARYLIST\t") ||
           starts(text, "CERTIFICATESUMMARYLIST ") ||
           line_starts(text, "DOMAINVALIDATIONOPTIONS\t") ||
           line_starts(text, "RESOURCERECORD\t");
}

static bool is_yaml(const struct text *text)
{
    return line_starts(text, "Certificate:") ||
           line_starts(text, "CertificateSummaryList:") ||
           line_starts(text, "- CertificateSummaryList:") ||
           line_starts(text, "- Certificate:") ||
           line_starts(text, "- CertificateArn:") ||
           line_starts(text, "CertificateArn:") || line_starts(text, "HostedZones:") ||
           line_starts(text, "ResourceRecordSets:");
}

static bool is_java(const struct text *text)
{
    return has(text, "{CertificateArn: ") || has(text, "CertificateArn: arn:") ||
           has(text, "CertificateDetail(") || has(text, "CertificateSummaryList: [{") ||
           has(text, "CertificateSummary(") || starts(text, "{CertificateArn:") ||
           starts(text, "{ CertificateArn:");
}

static bool is_python(const struct text *text)
{
    return has(text, "'CertificateArn'") || has(text, "datetime.datetime(") ||
           has(text, "'CertificateSummaryList'");
}

/* console.log of the JavaScript SDK: unquoted keys and single quotes. */
static bool is_console_log(const struct text *text)
{
    return has(text, "CertificateArn: '") || has(text, "[Object]") ||
           has(text, "'$metadata'") || has(text, "[Array]");
}

/* "[default]" alone on the first line: an INI file, such as ~/.aws/credentials. */
static bool is_settings(const struct text *text)
{
    size_t n = 1;

    if (!starts(text, "["))
        return false;
    while (n < text->len && text->at[n] != '\0' && text->at[n] != '\n' &&
           strchr("[]{}\",", text->at[n]) == NULL)
        n++;
    if (n == 1 || n >= text->len || text->at[n] != ']')
        return false;
    return n + 1 == text->len || text->at[n + 1] == '\n' || text->at[n + 1] == '\r';
}

static bool is_stack_event(const struct text *text)
{
    return has(text, "Content of DNS Record is:") || has(text, "CREATE_IN_PROGRESS");
}

static bool is_arn_list(const struct text *text)
{
    return starts(text, "arn:aws") && has(text, ":acm:") && has(text, ":certificate/");
}

static bool is_error(const struct text *text)
{
    return has(text, "An error occurred (") ||
           has(text, "Unable to locate credentials") ||
           has(text, "error: the following arguments are required") ||
           has(text, "Could not connect to the endpoint URL") ||
           has(text, "The config profile (") || has(text, "botocore.exceptions.") ||
           has(text, "aws: error:");
}

static bool is_describe_text(const struct text *text)
{
    return has(text, "certificate/") && has(text, ":acm:");
}

/* What stands here, the first that fits. */
struct kind {
    bool (*is)(const struct text *text);
    enum shape shape;
    const char *said;
    const char *command;
};

/* clang-format off */
static const struct kind kinds[] = {
    { is_table,       SHAPE_CLI_TABLE,     "the output of --output table; it cannot be read back", describe_command },
    { is_text_output, SHAPE_CLI_TEXT,      "the output of --output text; its columns have no names", describe_command },
    { is_yaml,        SHAPE_CLI_YAML,      "the output of --output yaml", describe_command },
    { is_python,      SHAPE_PYTHON_REPR,   "printed by Python's repr or pprint, which is not JSON; json.dumps(answer, default=str) is", describe_command },
    { is_console_log, SHAPE_JAVA_TOSTRING, "printed by console.log, which is not JSON and cuts deep values to [Object]; JSON.stringify(answer) is", describe_command },
    { is_java,        SHAPE_JAVA_TOSTRING, "printed by an SDK's toString, which is not JSON", describe_command },
    { is_settings,    SHAPE_UNKNOWN,       "a file of settings, no evidence", "acm-analyzer commands" },
    { is_stack_event, SHAPE_DOCS_TEMPLATE, "CloudFormation's account of a stack, no answer of ACM", describe_command },
    { is_arn_list,    SHAPE_ACM_PROJECTION, "a list of ARNs: certificates listed, not described", describe_command },
    { is_describe_text, SHAPE_CLI_TEXT,    "text that names a certificate, in no form that can be read", describe_command },
};
/* clang-format on */

/* The rows of kinds that may start with a bracket: Python, JavaScript, Java, INI. */
enum { FOREIGN_FIRST = 3, FOREIGN_END = 7, N_KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* The first ARN of a certificate in the text; NULL when there is none. */
static const char *arn_in(const struct text *text, size_t *len)
{
    const char *end = text->at + text->len;
    const char *at = text->at;

    while ((at = memmem(at, (size_t)(end - at), "arn:aws", 7)) != NULL) {
        *len = 0;
        while (at + *len < end && *len < ARN_MAX &&
               strchr(" \t\r\n'\",|)}].", at[*len]) == NULL)
            ++*len;
        if (arn_is_acm_certificate(at, *len))
            return at;
        at += 7;
    }
    return NULL;
}

/* The command with that ARN and its region in it, so that it can be pasted. */
static const char *command_for(struct context *context, const struct text *text,
                               const char *command)
{
    const char *placeholder = strstr(command, " ARN");
    struct arn parts;
    size_t len;
    const char *arn = arn_in(text, &len);

    if (arn == NULL || placeholder == NULL || !arn_parse(arn, len, &parts))
        return command;
    return arena_printf(context->arena, "%.*s %.*s --region %.*s%s",
                        (int)(placeholder - command), command, (int)len, arn,
                        (int)parts.region.len, parts.region.text, placeholder + 4);
}

/* "An error occurred (CODE) when calling the OP operation: ..." */
static void name_error(struct context *context, const struct text *text)
{
    static const char lead[] = "An error occurred (";
    const char *code = memmem(text->at, text->len, lead, sizeof(lead) - 1);
    const char *end = NULL;
    struct problem *problem;

    context_shape(context, SHAPE_CLI_ERROR);
    context->document->source->n_skipped++;
    if (code != NULL) {
        code += sizeof(lead) - 1;
        end = memchr(code, ')', (size_t)(text->at + text->len - code));
    }
    if (end == NULL || end - code > 100) {
        problem =
            context_problem(context, PROBLEM_CAPTURE_FAILED, "",
                            "the message of a command that failed: it saved no answer");
        problem->code = "failed";
    } else {
        problem = context_problem(
            context, PROBLEM_CAPTURE_FAILED, "",
            arena_printf(context->arena,
                         "the command failed with %.*s and saved no answer",
                         (int)(end - code), code));
        problem->code = context_copy(context, code, (size_t)(end - code));
    }
    problem->detail = context_cut(context, text->at, text->len);
    problem->line = context->document->line;
    problem->column = 1;
    problem->command = has(text, "ListCertificates")
                           ? list_command
                           : command_for(context, text, describe_command);
}

static void name_kind(struct context *context, const struct text *text,
                      const struct kind *kind)
{
    struct source *source = context->document->source;
    struct problem *problem;

    context_shape(context, kind->shape);
    source->n_skipped++;
    problem = context_problem(context, PROBLEM_NAMED, "", kind->said);
    problem->line = context->document->line;
    problem->column = 1;
    problem->command = has(text, "CertificateSummaryList") ||
                               has(text, "CERTIFICATESUMMARYLIST") ||
                               has(text, "ListCertificates")
                           ? list_command
                           : command_for(context, text, kind->command);
}

static struct text trimmed(const char *at, size_t len)
{
    while (len > 0 && strchr(" \t\r\n", *at) != NULL && *at != '\0') {
        at++;
        len--;
    }
    return (struct text){ at, len };
}

static struct context context_of(struct decoder *decoder, const struct document *document)
{
    struct context context = {
        .decoder = decoder,
        .document = document,
        .arena = &decoder->out->arena,
        .captured_at = WHEN_NONE,
    };

    buf_puts(&context.path, "");
    return context;
}

/* The first kind from first on that the text is of, or NULL. */
static const struct kind *kind_of(const struct text *text, const struct kind *first,
                                  const struct kind *end)
{
    for (; first < end; first++)
        if (first->is(text))
            return first;
    return NULL;
}

bool decode_foreign(struct decoder *decoder, const struct document *document)
{
    const struct text text = trimmed(document->text, document->len);
    const struct kind *kind = kind_of(&text, &kinds[FOREIGN_FIRST], &kinds[FOREIGN_END]);
    struct context context;

    if (kind == NULL)
        return false;
    context = context_of(decoder, document);
    secret_look_text(&context, text.at, text.len);
    name_kind(&context, &text, kind);
    buf_clear(&context.path);
    return true;
}

/*
 * A zone file, or dig's answers, in the text as it stands: blanks at the start of a line
 * mean something there.
 */
static bool take_dns(struct context *context)
{
    const struct document *document = context->document;

    if (zone_text_is(document)) {
        zone_text_take(context);
        return true;
    }
    return (dig_is(document) && dig_take(context) > 0) || dig_take_short(context);
}

bool decode_dns(struct decoder *decoder, const struct document *document)
{
    struct context context;
    bool taken;

    if (!zone_text_is(document) && !dig_is(document))
        return false;
    context = context_of(decoder, document);
    taken = take_dns(&context);
    if (taken)
        secret_look_text(&context, document->text, document->len);
    buf_clear(&context.path);
    return taken;
}

bool decode_empty(struct decoder *decoder, const struct document *document,
                  const char **command)
{
    struct context context = context_of(decoder, document);
    const bool taken = dig_take_nothing(&context, command);

    buf_clear(&context.path);
    return taken;
}

void decode_text(struct decoder *decoder, const struct document *document)
{
    struct context context = context_of(decoder, document);
    const struct text text = trimmed(document->text, document->len);
    const struct kind *kind = NULL;
    struct problem *problem;

    secret_look_text(&context, text.at, text.len);
    if (is_error(&text)) {
        name_error(&context, &text);
    } else if (take_dns(&context)) {
        /* its facts are taken */
    } else if ((kind = kind_of(&text, kinds, kinds + N_KINDS)) != NULL) {
        name_kind(&context, &text, kind);
    } else {
        document->source->n_skipped++;
        problem = context_problem(&context, PROBLEM_UNRECOGNISED, "",
                                  "a text of no known shape");
        problem->line = document->line;
        problem->column = 1;
        problem->command = "acm-analyzer commands";
    }
    buf_clear(&context.path);
}
