/* usage: what every program of ours says to a mistyped option, and how it says an error.
 */
#include "base/usage.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/spell.h"

enum { WORDS_ROOM = 64, WORD_ROOM = 64, FIRST_LONG = 256 };

int usage_unknown_option(const char *program, const char *given, int letter,
                         const struct option *options, struct err *err)
{
    const char *words[WORDS_ROOM];
    char word[WORD_ROOM];
    const char *near;
    size_t n = 0;

    if (letter != 0 && letter < FIRST_LONG)
        return err_set(err, ERR_USAGE, "unknown option '-%c'; see %s --help", letter,
                       program);
    while (options[n].name != NULL && n + 1 < WORDS_ROOM) {
        words[n] = options[n].name;
        n++;
    }
    words[n] = NULL;
    given += strspn(given, "-");
    snprintf(word, sizeof(word), "%.*s", (int)strcspn(given, "="), given);
    near = spell_nearest(word, words);
    if (near == NULL)
        return err_set(err, ERR_USAGE, "unknown option '--%s'; see %s --help", word,
                       program);
    return err_set(err, ERR_USAGE, "unknown option '--%s'; did you mean '--%s'?", word,
                   near);
}

void usage_complain(const char *program, const struct err *err)
{
    struct buf text = { NULL, 0, 0 };

    escape_terminal(&text, err->text, strlen(err->text));
    fprintf(stderr, "%s: %s\n", program, buf_text(&text));
    buf_clear(&text);
}
