/* icu.h - the functions of ICU that messages need, found when the first message is asked for.
 *
 * Linking ICU would cost every start a millisecond, more than all the rest of it, and most runs say
 * nothing to people.  So its shared library is opened at run time, in the version whose headers
 * were compiled with. */
#ifndef CERTPOL_REPORT_ICU_H
#define CERTPOL_REPORT_ICU_H

#include <stddef.h>
#include <stdbool.h>

#include <unicode/ucal.h>
#include <unicode/uclean.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

/* Each member is the function of its name. */
struct icu {
    void *library;
    __typeof__(u_setMemoryFunctions) *set_memory;
    __typeof__(u_init) *init;
    __typeof__(u_strFromUTF8) *from_utf8;
    __typeof__(u_strToUTF8) *to_utf8;
    __typeof__(udatpg_open) *patterns_open;
    __typeof__(udatpg_getBestPattern) *patterns_best;
    __typeof__(udatpg_close) *patterns_close;
    __typeof__(udat_open) *date_open;
    __typeof__(udat_format) *date_format;
    __typeof__(udat_getCalendar) *date_calendar;
    __typeof__(udat_setCalendar) *date_set_calendar;
    __typeof__(udat_close) *date_close;
    __typeof__(ucal_clone) *calendar_clone;
    __typeof__(ucal_setGregorianChange) *calendar_set_change;
    __typeof__(ucal_close) *calendar_close;
    __typeof__(unum_open) *number_open;
    __typeof__(unum_setAttribute) *number_set;
    __typeof__(unum_formatDecimal) *number_format;
    __typeof__(unum_close) *number_close;
    __typeof__(unumf_openForSkeletonAndLocale) *unit_open;
    __typeof__(unumf_openResult) *unit_open_result;
    __typeof__(unumf_formatDecimal) *unit_format;
    __typeof__(unumf_resultToString) *unit_text;
    __typeof__(unumf_closeResult) *unit_close_result;
    __typeof__(unumf_close) *unit_close;
    __typeof__(ulistfmt_openForType) *list_open;
    __typeof__(ulistfmt_format) *list_format;
    __typeof__(ulistfmt_close) *list_close;
};

/* Open ICU, and its data where these are files.  False, with PROBLEM for people, where there is
 * none of this version; PROBLEM is a text of PROBLEM_SIZE bytes. */
bool icu_open(struct icu *icu, char *problem, size_t problem_size);
void icu_close(struct icu *icu);

#endif
