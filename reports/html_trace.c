/* html_trace: the name's chain and its climb for CAA, as lists that CSS draws as lines.
 */
#include "reports/html_parts.h"

#include "reports/finding/finding.h"
#include "reports/html_out.h"
#include "reports/trace.h"

static void chain_item(struct html *html, const char *line)
{
    const struct chain_step step = trace_chain(line);

    html_raw(html, step.breaks ? "<li class=\"breaks\"><code>" : "<li><code>");
    html_text(html, step.text);
    html_raw(html, step.breaks ? "</code> <span class=\"state\">breaks here</span></li>"
                               : "</code></li>");
}

static void caa_item(struct html *html, const char *line)
{
    const struct caa_step step = trace_caa(line);

    html_raw(html, "<li class=\"");
    html_raw(html, caa_state_word(step.state));
    html_raw(html, "\">");
    if (step.state == CAA_PLAIN) {
        html_wrap(html, "<code>", step.text, "</code></li>");
        return;
    }
    html_raw(html, "<code>");
    html_text_n(html, step.name, step.name_len);
    html_raw(html, "</code> <span class=\"state\">");
    html_raw(html, caa_state_phrase(step.state));
    html_raw(html, "</span>");
    if (step.state == CAA_SET)
        html_wrap(html, " <code class=\"values\">", step.text, "</code>");
    else
        html_wrap(html, " <span class=\"remark\">", step.text, "</span>");
    html_raw(html, "</li>");
}

void html_trace(struct html *html, const struct finding *finding)
{
    if (finding->n_chain > 0) {
        html_raw(html, "<p class=\"about\">How the name resolves</p>"
                       "<ol class=\"trace\">");
        for (size_t i = 0; i < finding->n_chain; i++)
            chain_item(html, finding->chain[i]);
        html_raw(html, "</ol>\n");
    }
    if (finding->n_caa > 0) {
        html_raw(html, "<p class=\"about\">The climb for CAA, from the name up</p>"
                       "<ol class=\"trace climb\">");
        for (size_t i = 0; i < finding->n_caa; i++)
            caa_item(html, finding->caa[i]);
        html_raw(html, "</ol>\n");
    }
}
