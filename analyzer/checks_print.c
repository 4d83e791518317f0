/* checks_print: the commands `checks` and `checks ID`. */
#include "analyzer/checks_print.h"

#include <string.h>

#include "analyzer/check/check.h"
#include "base/err.h"
#include "base/spell.h"

enum { LINE_WIDTH = 80 };

void checks_print_list(FILE *out)
{
    fprintf(out, "%-31s %-11s %-9s %s\n", "CHECK", "GROUP", "SEVERITY", "FINDS");
    for (size_t i = 0; i < n_checks_all; i++) {
        const struct rule *rule = &checks_all[i]->rule;

        fprintf(out, "%-31s %-11s %-9s %s\n", rule->id, rule_group_word(rule->group),
                severity_word(rule->severity), rule->title);
    }
}

void checks_print_verdicts(FILE *out)
{
    static const struct {
        unsigned bit;
        const char *word;
    } verdicts[] = {
        { CAN_PASS, "PASS" },
        { CAN_FAIL, "FAIL" },
        { CAN_UNKNOWN, "UNKNOWN" },
        { CAN_NA, "NA" },
    };

    for (size_t i = 0; i < n_checks_all; i++) {
        fputs(checks_all[i]->rule.id, out);
        for (size_t v = 0; v < sizeof(verdicts) / sizeof(verdicts[0]); v++)
            if (checks_all[i]->verdicts & verdicts[v].bit)
                fprintf(out, " %s", verdicts[v].word);
        putc('\n', out);
    }
}

/* Rule texts are ASCII: a byte is a column. */
static void print_wrapped(FILE *out, const char *text, int indent)
{
    int column = 0;

    while (*text != '\0') {
        const size_t len = strcspn(text, " ");

        if (column > 0 && column + 1 + (int)len > LINE_WIDTH) {
            putc('\n', out);
            column = 0;
        }
        if (column == 0)
            column = fprintf(out, "%*s", indent, "");
        else
            column += fprintf(out, " ");
        column += fprintf(out, "%.*s", (int)len, text);
        text += len;
        text += strspn(text, " ");
    }
    putc('\n', out);
}

static int unknown_check(const char *id, struct err *err)
{
    const char *ids[256];
    const char *near;
    size_t n = 0;

    for (; n < n_checks_all && n < 255; n++)
        ids[n] = checks_all[n]->rule.id;
    ids[n] = NULL;
    near = spell_nearest(id, ids);
    if (near != NULL)
        return err_set(err, ERR_USAGE, "checks: no check '%s'; did you mean '%s'?", id,
                       near);
    return err_set(err, ERR_USAGE,
                   "checks: no check '%s'; `acm-analyzer checks` lists them", id);
}

static enum cause_code cause_of(const char *word)
{
    int code = 0;

    while (code < N_CAUSES && strcmp(cause_word((enum cause_code)code), word) != 0)
        code++;
    return (enum cause_code)code;
}

static void print_causes(const struct check *check, FILE *out)
{
    if (check->causes[0] == NULL)
        return;
    fputs("\nCauses it can name\n", out);
    for (size_t i = 0; check->causes[i] != NULL; i++) {
        const enum cause_code code = cause_of(check->causes[i]);

        fprintf(out, "    %s\n", check->causes[i]);
        if (code < N_CAUSES)
            print_wrapped(out, cause_explanation(code), 8);
    }
}

int checks_print_one(const char *id, FILE *out, struct err *err)
{
    const struct check *check = check_find(id);

    if (check == NULL)
        return unknown_check(id, err);
    fprintf(out, "%s: %s\n", check->rule.id, check->rule.title);
    fprintf(out, "group %s, severity %s%s\n", rule_group_word(check->rule.group),
            severity_word(check->rule.severity),
            check->modified ? ", one step up or down by use" : "");
    fputs("\nWhy it matters\n", out);
    print_wrapped(out, check->rule.why, 4);
    fputs("\nWhen it fires\n", out);
    print_wrapped(out, check->rule.logic, 4);
    print_causes(check, out);
    fputs("\nReferences\n", out);
    for (size_t i = 0; check->rule.references[i] != NULL; i++)
        fprintf(out, "    %s\n", check->rule.references[i]);
    return 0;
}
