/* evidence_time_guessed: nobody says what time it is; the evidence only says the least.
 */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_time_guessed = {
    .rule = {
        .id = "evidence_time_guessed",
        .title = "The current time is a guess",
        .group = GROUP_EVIDENCE,
        .severity = SEV_INFO,
        .why = "Ages and deadlines need the time at which the evidence was true. Taken from "
               "the latest event in the evidence it is only the earliest that it can have "
               "been: what has run out by then has, what has not may have.",
        .logic =
            "FAIL, once for the whole run (resource */*): neither --now nor a manifest's "
            "captured_at gives the current time, so it is the latest past event in the "
            "evidence, or there is none at all. Time rules that fail by it still fail; "
            "those that would pass answer UNKNOWN. "
            "PASS: --now or a manifest gives it.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
        },
    },
    .scope = SCOPE_RUN,
    .verdicts = CAN_PASS | CAN_FAIL,
    .pass = "The current time was given.",
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    (void)subject;
    switch (facts->now_source) {
    case NOW_OPTION:
    case NOW_MANIFEST:
        return VERDICT_PASS;
    case NOW_EVIDENCE:
        finding_say(
            out, arena,
            "The current time is taken to be %s, the latest event in the evidence; "
            "give --now with the time at which the evidence was saved",
            tell_when(arena, facts->now));
        return VERDICT_FAIL;
    case NOW_NONE:
    default:
        finding_say(out, arena,
                    "No time is known at all: ages and deadlines cannot be judged; give "
                    "--now with the time at which the evidence was saved");
        return VERDICT_FAIL;
    }
}
