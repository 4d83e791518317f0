/* island: all findings as compact JSON inside report.html, for its script. */
#ifndef REPORTS_ISLAND_H
#define REPORTS_ISLAND_H

struct arena;
struct html;
struct html_rows;
struct island;
struct report;

/*
 * The format, an object, cut into the script elements
 * of class "data". Numbers stand for texts: 100,000 findings are to fit in
 * 15 MB, and most of them say the same about other names.
 *
 *   strings  texts, each once; 0 is "absent". In a text `u` `a` `r` `n0` `x0` are
 *            places where the row's own id, account, region, n-th name and n-th
 *            other value stand, `z` and `h` the registrable domain of its first name
 *            and what stands before that (without "*."); `` is a back-tick.
 *   tuples   lists of numbers, each once; 0 is the empty list.
 *   rules    [id, title, why, severity]          causes  [title, explanation]
 *   sure     confidence in words                  kinds   fixes in words
 *   subjects resource types in words              idn     [A-label form, Unicode form]
 *   rows     columns, one item a row, in the order of html_rows:
 *     shape  tuple [type (0 certificate), id, domain, names', account, region, status,
 *            method, reason, in use, certificate type, renewal, key, users', emulator]
 *     list   tuple of findings'
 *     doc    the document that places count from
 *     made, end   CreatedAt and NotAfter in seconds, or null
 *     names  the row's id and its names, blank between; "-": no id; "/" is the dot in
 *            front of the registrable domain (with nothing behind: that of the last row
 *            that has one), a last "~" is "." and the first name
 *     more   its other values, blank between
 *     places "column", "line,column" or "line,column,document", blank between, in base
 *            36; lines count from the place before, documents from doc
 *   prints   the fingerprints, 8 bytes each, as base64 of 11 letters, row by row
 *   files    how many are in the ledger behind the script, or 0
 *
 * The ledger, columns: path (its values in more), kind, records, skipped, bytes,
 * captured, note, hashes (SHA-256 as base64 of 43 letters each; "-": could not be read).
 *
 * What ends in ' is a number of a tuple. A finding is [rule, verdict, severity, message,
 * owner, baseline, waived', causes', places', chain', caa']; waived [owner, reason,
 * expires, ticket]; a cause [cause, confidence, detail, domains', expected', observed',
 * zone', fixes', places']; expected [name, type, value, labels in front of its zone];
 * observed: of [name, type, values', zone's id]; zone [id, name, visibility]; fixes: of
 * [kind, title, text]; places [file, pointer, value, place] one after the other. Lines of
 * chain and caa are as in trace.h.
 *
 * Values in names and more are packed when they are of a known form: "!" 16 bytes of a
 * UUID, "$" an underscore and 32 hex digits, "%" 16 hex digits, "@" a time (base 36).
 */
struct island *island_write(struct html *html, const struct report *report,
                            const struct html_rows *rows, struct arena *arena);

/*
 * The ledger of the same island, as an object of its own in script elements of class
 * "ledger", to stand behind the script: nobody waits for it. Nothing when the static
 * ledger is whole.
 */
void island_write_ledger(struct html *html, struct island *island);

#endif
