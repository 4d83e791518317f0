/* write: a scenario as the JSON text of its file. */
#ifndef MOCKAWS_SCENARIO_WRITE_H
#define MOCKAWS_SCENARIO_WRITE_H

struct buf;
struct scenario;

/*
 * Append the scenario: members in the order of the format, what is as it would be without
 * saying left out, times absolute. The same scenario gives the same bytes, and
 * scenario_read() of them the same scenario again.
 */
void scenario_write(const struct scenario *scenario, struct buf *out);

#endif
