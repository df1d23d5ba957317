/* certpol_explain.c - libcertpol: why a decision is as it is. */
#include "interp/explain/as_text.h"

const struct certpol_explanation *certpol_explanation(certpol_session *session, size_t index)
{
    if (index >= session->count)
        return NULL;
    struct told *told = session->told[index];
    if (!told->explanation)
        told->explanation = explain(session, told);
    return told->explanation;
}

/* The case of DECISION's outcome that is called NAME; -1 where there is none. */
static int64_t case_named(const struct decision *decision, const char *name)
{
    for (uint32_t i = 0; i < decision->outcome->count; i++)
        if (strcmp(decision->outcome->cases[i].name, name) == 0)
            return i;
    return -1;
}

static bool write_page(struct buffer *out, struct account *account,
                       const struct certpol_explain_options *options, char *problem)
{
    certpol_session *session = account->session;
    const struct decision *decision = account->told->decided.decision;
    struct text wanted = reader_language(session, decision->policy, options->language);
    int64_t why_not = options->why_not ? case_named(decision, options->why_not) : -1;
    if (options->why_not && why_not < 0) {
        snprintf(problem, CERTPOL_PROBLEM, "%s has no outcome %s", decision->name,
                 options->why_not);
        return false;
    }
    if (!session->speech)
        session->speech = speech_new(problem, CERTPOL_PROBLEM);
    if (!session->speech)
        return false;
    struct page page = { .account = account,
                         .language = phrases_language(wanted),
                         .speech = session->speech,
                         .out = out };
    page_explanation(&page);
    if (why_not >= 0 && !account->explanation->effective) {
        page_blank(&page);
        page_why_not(&page, why_not);
    }
    arena_free(&page.words);
    return true;
}

bool certpol_explain(certpol_session *session, size_t index,
                     const struct certpol_explain_options *options, struct certpol_text *text,
                     char *problem)
{
    *text = (struct certpol_text){ 0 };
    const struct certpol_explanation *explanation = certpol_explanation(session, index);
    if (!explanation)
        return true;
    struct account account = {
        .session = session,
        .told = session->told[index],
        .explanation = explanation,
        .index = index,
        .language = options->language,
        .looking = { .arena = &session->record, .sources = &session->policy->load->sources },
    };
    struct buffer out = { 0 };
    bool written = true;
    if (options->format == CERTPOL_EXPLAIN_JSON)
        explanation_json(&out, &account);
    else
        written = write_page(&out, &account, options, problem);
    if (written)
        *text =
            (struct certpol_text){ arena_copy(&session->record, out.at, out.length), out.length };
    buffer_free(&account.looking.scratch);
    buffer_free(&out);
    return written;
}
