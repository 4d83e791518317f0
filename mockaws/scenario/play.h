/* play: a scenario put into a mock, and its timeline played as the clock goes on. */
#ifndef MOCKAWS_SCENARIO_PLAY_H
#define MOCKAWS_SCENARIO_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "mockaws/scenario/scenario.h"

struct certificate;
struct err;
struct mock;
struct play;

/* A step of the timeline and what became of it. */
struct play_step {
    struct play *play;
    const struct scenario_step *step;
    bool reached;
    int64_t n_calls; /* AFTER_CALLS: so many have been seen */
    char *fault;     /* why it could not be done; NULL: it could */
};

/* The scenario's own word for a certificate, and what it stands for. */
struct play_name {
    const char *id;
    char *arn; /* NULL: not asked for yet */
    const struct scenario_certificate *asked;
    struct play *play;
    bool used; /* in_use_by was given to it */
};

struct play {
    struct mock *mock;
    const struct scenario *scenario; /* NULL: none was loaded */
    struct play_step *steps;
    size_t n_steps;
    struct play_name **names;
    size_t n_names;
    struct map by_id; /* struct play_name; the keys are theirs */
    struct map by_arn;
    struct buf changes; /* JSON objects with commas between, since play_changes_begin() */
    struct arena scratch; /* of one step */
};

void play_init(struct play *play, struct mock *mock);
void play_clear(struct play *play);

/*
 * Put what the scenario describes into the mock (which was set up with its seed and
 * start), and arrange its timeline. The scenario must outlive the play.
 */
void play_load(struct play *play, const struct scenario *scenario);

/*
 * Do one step now: a timeline's, or the admin API's. Fails with ERR_USAGE and a sentence:
 * a certificate or zone that is not there, a certificate that is in use.
 */
int play_do(struct play *play, const struct scenario_step *step, struct err *err);

/* One more rule of what is answered wrongly. */
void play_fault(struct play *play, const struct scenario_fault_rule *rule);

/* The scenario's own word for a certificate, or NULL. Borrowed. */
const struct play_name *play_word(const struct play *play,
                                  const struct certificate *certificate);

/* The certificate by the scenario's id, UUID or ARN; NULL. */
struct certificate *play_certificate(struct play *play, const char *id);

/* Let the world's changes be gathered anew: for the answer of POST clock. */
void play_changes_begin(struct play *play);

/* breaks.c: the validation records of a step, right or broken as it says. */
int play_validation_records(struct play *play, const struct scenario_step *step,
                            struct err *err);

/* build.c: from the scenario's plain data to what the store keeps. */
struct rrset *build_rrset(const struct scenario_record *record, const char *zone);
struct certificate *build_certificate(struct play *play,
                                      const struct scenario_certificate *asked,
                                      const char *id_or_arn);
struct zone *build_zone(struct play *play, const struct scenario_zone *described);

#endif
