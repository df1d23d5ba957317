/* phrases.c - the catalogue.  Read a language's column aloud before you change it. */
#include "interp/explain/phrases.h"

#include <strings.h>

enum { ENGLISH, KOREAN, CHINESE, LANGUAGES };

static const char *const languages[LANGUAGES] = { "en", "ko", "zh" };

static const char *const catalogue[PHRASE_COUNT][LANGUAGES] = {
    [PHRASE_TITLE] = { "{0}, record {1}, as of {2}", "{0} - 기록 {1}, 기준 시점 {2}",
                       "{0}，记录 {1}，截至{2}" },
    [PHRASE_OUTCOME] = { "Outcome: {0}, by the rule `{1}`.",
                         "결과: {0}. `{1}` 규칙에 따른 것입니다.",
                         "结果：{0}。依据是规则 `{1}`。" },
    [PHRASE_NO_OUTCOME] = { "No rule applies, so there is no outcome.",
                            "적용되는 규칙이 없어 결과도 없습니다.",
                            "没有规则适用，因此没有结果。" },
    [PHRASE_NOT_IN_FORCE] = { "Not in force: the policy `{0}` is in force `{1}`.",
                              "시행 중이 아닙니다. `{0}` 정책의 시행 기간은 `{1}`입니다.",
                              "未生效：政策 `{0}` 的生效期为 `{1}`。" },
    [PHRASE_MESSAGE] = { "Message: {0}", "안내: {0}", "提示：{0}" },
    [PHRASE_CITES] = { "The rule `{0}` ({1}) rests on:",
                       "`{0}` 규칙({1})의 근거는 다음과 같습니다.",
                       "规则 `{0}`（{1}）的依据如下：" },
    [PHRASE_CITES_NOTHING] = { "The rule `{0}` ({1}) cites no clause.",
                               "`{0}` 규칙({1})에는 근거 조항이 없습니다.",
                               "规则 `{0}`（{1}）没有引用任何条款。" },
    [PHRASE_DISPUTED] = { "Disputed: {0}", "해석이 엇갈리는 점: {0}", "有分歧之处：{0}" },

    [PHRASE_FILTER] = { "It is decided, because:", "결정 대상인 이유는 다음과 같습니다.",
                        "作出决定的前提：" },
    [PHRASE_ORDER] = { "What was looked at, in order:", "확인한 내용은 순서대로 다음과 같습니다.",
                       "依次查看了以下内容：" },
    [PHRASE_BELOW] = { "The rules below that one:", "그 아래에 있는 규칙은 다음과 같습니다.",
                       "位于其后的规则：" },
    [PHRASE_FAILED] = { "{0}. `{1}` does not apply.", "{0}. `{1}` 규칙은 적용되지 않습니다.",
                        "{0}. 规则 `{1}` 不适用。" },
    [PHRASE_APPLIES] = { "{0}. `{1}` applies, and decides.",
                         "{0}. `{1}` 규칙이 적용되어 결과를 정합니다.",
                         "{0}. 规则 `{1}` 适用，结果由它决定。" },
    [PHRASE_ADDS] = { "{0}. `{1}` applies: {2}.", "{0}. `{1}` 규칙이 적용됩니다. 결과: {2}.",
                      "{0}. 规则 `{1}` 适用：{2}。" },
    [PHRASE_OTHERWISE] = { "{0}. `{1}` decides, as no rule above it applies.",
                           "{0}. 위의 규칙이 모두 적용되지 않으므로 `{1}` 규칙이 결과를 정합니다.",
                           "{0}. 以上规则均不适用，结果由规则 `{1}` 决定。" },
    [PHRASE_ALSO] = { "{0}. `{1}` would have applied, too: {2}.",
                      "{0}. `{1}` 규칙도 적용될 수 있었습니다. 그 결과: {2}.",
                      "{0}. 规则 `{1}` 本来也适用：{2}。" },
    [PHRASE_NEITHER] = { "{0}. `{1}` would not have applied.",
                         "{0}. `{1}` 규칙은 적용되지 않았을 것입니다.",
                         "{0}. 规则 `{1}` 本来也不适用。" },
    [PHRASE_UNASKED] = { "{0}. `{1}` was not asked: {2}.",
                         "{0}. `{1}` 규칙은 확인하지 않았습니다. {2}.",
                         "{0}. 没有查看规则 `{1}`：{2}。" },
    [PHRASE_ABSENT] = { "`{0}` is absent", "`{0}`의 값이 없습니다", "`{0}` 没有值" },
    [PHRASE_OTHER] = { "`{0}` is {1}", "`{0}`의 값은 {1}입니다", "`{0}` 为{1}" },

    [PHRASE_HOLDS] = { "`{0}` holds.", "`{0}` 조건은 성립합니다.", "条件 `{0}` 成立。" },
    [PHRASE_HOLDS_NOT] = { "`{0}` does not hold.", "`{0}` 조건은 성립하지 않습니다.",
                           "条件 `{0}` 不成立。" },
    [PHRASE_HOLDS_WITH] = { "`{0}` holds: {1}.", "`{0}` 조건은 성립합니다. {1}입니다.",
                            "条件 `{0}` 成立：{1}。" },
    [PHRASE_HOLDS_NOT_WITH] = { "`{0}` does not hold: {1}.",
                                "`{0}` 조건은 성립하지 않습니다. {1}입니다.",
                                "条件 `{0}` 不成立：{1}。" },
    [PHRASE_NOT_LOOKED_AT] = { "`{0}` could not be asked: {1}.",
                               "`{0}` 조건은 확인할 수 없습니다. {1}.",
                               "条件 `{0}` 无法查看：{1}。" },
    [PHRASE_VALUE] = { "`{0}` is {1}", "`{0}`의 값은 {1}", "`{0}` 为{1}" },
    [PHRASE_AND] = { "; ", ", ", "，" },
    [PHRASE_MEANS] = { "`{0}` stands for `{1}`.", "`{0}`: `{1}` 식을 뜻합니다.",
                       "`{0}` 表示 `{1}`。" },
    [PHRASE_MEANS_WITH] = { "`{0}` stands for `{1}`: {2}.",
                            "`{0}`: `{1}` 식을 뜻합니다. {2}입니다.", "`{0}` 表示 `{1}`：{2}。" },
    [PHRASE_COMPUTED] = { "For `{0}`: {1}.", "`{0}` 계산: {1}입니다.", "计算 `{0}`：{1}。" },
    [PHRASE_DECIDED] = { "`{0}` was decided by `{1}`.", "`{0}`: `{1}` 결정에서 나온 값입니다.",
                         "`{0}` 由决定 `{1}` 得出。" },
    [PHRASE_FITS] = { "Of `{1}`, {0} fits:", "`{1}` 가운데 {0}: 조건에 맞습니다.",
                      "`{1}` 中，{0} 符合：" },
    [PHRASE_FITS_NOT] = { "Of `{1}`, {0} does not fit:", "`{1}` 가운데 {0}: 조건에 맞지 않습니다.",
                          "`{1}` 中，{0} 不符合：" },
    [PHRASE_NONE_FITS] = { "Of the {0} in `{1}` none fits; nearest is {2}:",
                           "`{1}`의 {0}개 가운데 조건에 맞는 것이 없습니다. 가장 가까운 것은 "
                           "{2}입니다.",
                           "`{1}` 的 {0} 项均不符合，最接近的是 {2}：" },
    [PHRASE_ALL_FIT] = { "All {0} in `{1}` fit.", "`{1}`의 {0}개가 모두 조건에 맞습니다.",
                         "`{1}` 的 {0} 项全部符合。" },
    [PHRASE_NOTHING_TO_ASK] = { "`{0}` is empty.", "`{0}`: 빈 목록입니다.", "`{0}` 是空的。" },
    [PHRASE_MORE] = { "More was looked at than can be shown here.",
                      "확인한 내용이 더 있으나 여기에 모두 보여 드릴 수 없습니다.",
                      "还查看了其他内容，此处无法全部列出。" },

    [PHRASE_TRUE] = { "true", "참", "真" },
    [PHRASE_FALSE] = { "false", "거짓", "假" },
    [PHRASE_NO_VALUE] = { "absent", "없음", "空值" },
    [PHRASE_EMPTY_LIST] = { "empty", "빈 목록", "空" },
    [PHRASE_ONE] = { "a list of one", "항목 1개", "1 项" },
    [PHRASE_MANY] = { "a list of {0}", "항목 {0}개", "{0} 项" },
    [PHRASE_LIST] = { "{0} ({1})", "{0}({1})", "{0}（{1}）" },
    [PHRASE_NUMBER] = { "number {0}", "{0}번 항목", "第 {0} 项" },

    [PHRASE_WHY_NOT] = { "Why not {0}?", "`{0}` 결과가 나오지 않은 이유는 다음과 같습니다.",
                         "为什么不是 {0}？" },
    [PHRASE_BECAUSE_IT_IS] = { "It is.", "바로 그 결과입니다.", "结果正是它。" },
    [PHRASE_NO_RULE] = { "No rule gives {0}.", "`{0}` 결과를 내는 규칙이 없습니다.",
                         "没有规则给出 {0}。" },
    [PHRASE_WOULD] = { "The rule `{0}` ({1}) would give it.",
                       "`{0}` 규칙({1})이 적용되면 이 결과가 나옵니다.",
                       "规则 `{0}`（{1}）适用时得出该结果。" },
    [PHRASE_PRECEDED] = { "Above it, `{0}` applies:", "그 위의 `{0}` 규칙이 먼저 적용됩니다.",
                          "其上的规则 `{0}` 先适用：" },
    [PHRASE_IN_THE_WAY] = { "These conditions stand in its way:", "다음 조건이 성립하지 않습니다.",
                            "以下条件不成立：" },
    [PHRASE_LEFT_OVER] = { "It is what is left where no rule above it applies.",
                           "위의 규칙이 모두 적용되지 않을 때 적용되는 규칙입니다.",
                           "以上规则均不适用时，由它决定。" },
    [PHRASE_RESTS] = { "It cannot be asked: {0}.", "확인할 수 없습니다. {0}.", "无法查看：{0}。" },
    [PHRASE_TIME] = { "Time alone will settle this: it holds from {0}.",
                      "시간이 지나면 해결됩니다. {0}부터 성립합니다.",
                      "时间会解决这一点：自{0}起成立。" },
    [PHRASE_TIME_ENDS] = { "Time alone will end this: it no longer holds from {0}.",
                           "시간이 지나면 끝납니다. {0}부터 성립하지 않습니다.",
                           "时间会结束这一点：自{0}起不再成立。" },
    [PHRASE_TIME_NOT] = { "Time alone will not change this.", "시간이 지나도 달라지지 않습니다.",
                          "仅靠时间不会改变这一点。" },
    [PHRASE_REACHED] = { "If nothing but time passes, the outcome is {1} from {0}.",
                         "시간만 지나면 {0}부터의 결과: {1}.",
                         "若只是时间推移，自{0}起结果为 {1}。" },
    [PHRASE_UNCLEAR] = { "Whether time alone brings this outcome was not found out.",
                         "시간이 지나는 것만으로 이 결과가 나오는지는 확인하지 못했습니다.",
                         "仅靠时间推移是否会得出该结果，未能查明。" },
    [PHRASE_NOT_REACHED] = { "Time alone does not bring this outcome.",
                             "시간이 지나는 것만으로는 이 결과가 나오지 않습니다.",
                             "仅靠时间推移不会得出该结果。" },
};

static int language_number(const char *language)
{
    int number = 0;
    while (number < LANGUAGES && languages[number] != language)
        number++;
    return number < LANGUAGES ? number : ENGLISH;
}

const char *phrases_language(struct text tag)
{
    uint32_t length = 0;
    while (length < tag.length && tag.at[length] != '-')
        length++;
    for (int i = 0; i < LANGUAGES; i++)
        if (strlen(languages[i]) == length && strncasecmp(languages[i], tag.at, length) == 0)
            return languages[i];
    return languages[ENGLISH];
}

void say(struct buffer *out, const char *language, enum phrase phrase, const struct text *fills)
{
    const char *at = catalogue[phrase][language_number(language)];
    for (const char *hole; (hole = strchr(at, '{')) != NULL; at = hole + 3) {
        buffer_add(out, at, (size_t)(hole - at));
        buffer_text(out, fills[hole[1] - '0']);
    }
    buffer_string(out, at);
}
