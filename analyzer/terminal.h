/* terminal: how text is to look where standard output goes: colour and width. */
#ifndef ANALYZER_TERMINAL_H
#define ANALYZER_TERMINAL_H

#include "analyzer/options.h"
#include "reports/report.h"

/*
 * For standard output. By default colour stands on a terminal only, and never with
 * NO_COLOR or TERM=dumb; what is no terminal gets TERMINAL_COLUMNS, so that a file
 * does not depend on the window.
 */
struct text_style terminal_style(enum tri color);

enum { TERMINAL_COLUMNS = 80 };

#endif
