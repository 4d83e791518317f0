/* check: what is wrong with a scenario beyond the shape of its members. */
#ifndef MOCKAWS_SCENARIO_CHECK_H
#define MOCKAWS_SCENARIO_CHECK_H

struct mistakes;
struct scenario;
struct scenario_fault_rule;
struct scenario_step;

/*
 * Hold a scenario against the rules of mockaws-scenario(5): what it refers to exists, a
 * step has one trigger, a fault one reply, `force` is not used for what can be caused,
 * records lie in their zones. Each mistake is added by the JSON pointer of its place.
 */
void scenario_check(const struct scenario *scenario, struct mistakes *mistakes);

/* The rules of a step, or a fault, that stands alone; pointer is its own. */
void scenario_check_step(const struct scenario_step *step, const char *pointer,
                         struct mistakes *mistakes);
void scenario_check_fault(const struct scenario_fault_rule *rule, const char *pointer,
                          struct mistakes *mistakes);

#endif
