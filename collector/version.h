/* version: the program's name and version, as its manifests bear them. */
#ifndef COLLECTOR_VERSION_H
#define COLLECTOR_VERSION_H

#define PROGRAM_NAME    "acm-collect"
#define PROGRAM_VERSION "0.1.0"

#endif
