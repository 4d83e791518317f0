/* gate: whether a pipeline may go on, and the program's exit status. */
#ifndef ANALYZER_GATE_H
#define ANALYZER_GATE_H

struct arena;
struct options;
struct report;

/*
 * Set report's fail_on, tripped, exit_status and gate_line from its findings
 * (design 2, "Exit status"): a severity in --fail-on means that and above; a check
 * id gates whatever its severity; UNKNOWN, waived and known findings never gate; the
 * evidence group only by id, evidence_secret excepted. Status 1 when it tripped, else
 * 3 when evidence was unreadable or no certificate was found, else 0.
 */
void gate_decide(const struct options *options, struct arena *arena,
                 struct report *report);

#endif
