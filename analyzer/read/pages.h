/* pages: pages of one answer joined, and what a whole record dump says of its zone. */
#ifndef ANALYZER_READ_PAGES_H
#define ANALYZER_READ_PAGES_H

struct estate;

/*
 * When all is read, gathered and in order: consecutive pages of one file become one dump
 * or one list (record sets that stand by themselves, too); a dump that holds several
 * zones, one behind the other, is cut where the next zone's SOA is. Then each dump's
 * zone is found, by SOA, else by the NS that all names lie under. What is still
 * truncated, and names outside their zone, become problems of the file.
 */
void pages_join(struct estate *estate);

#endif
