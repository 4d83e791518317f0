/* version: the program's name and version, as every output bears them. */
#ifndef ANALYZER_VERSION_H
#define ANALYZER_VERSION_H

#define PROGRAM_NAME    "acm-analyzer"
#define PROGRAM_VERSION "0.1.0"

#endif
