/* terminal: how text is to look where standard output goes: colour and width. */
#include "analyzer/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS_MIN = 40, COLUMNS_MAX = 120 };

static bool wants_color(enum tri color)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (color != TRI_AUTO)
        return color == TRI_ALWAYS;
    if (no_color != NULL && *no_color != '\0')
        return false;
    return isatty(STDOUT_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

static int columns(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return TERMINAL_COLUMNS;
    if (size.ws_col < COLUMNS_MIN)
        return size.ws_col == 0 ? TERMINAL_COLUMNS : COLUMNS_MIN;
    return size.ws_col > COLUMNS_MAX ? COLUMNS_MAX : size.ws_col;
}

struct text_style terminal_style(enum tri color)
{
    return (struct text_style){ wants_color(color), columns() };
}
