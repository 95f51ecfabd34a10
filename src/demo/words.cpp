#include "demo/words.hpp"

#include <fmt/format.h>

namespace gangmu::demo {
namespace {

constexpr const char* surnames[] = {"陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭",
                                    "謝", "郭", "洪", "曾", "邱", "廖", "賴", "周", "徐", "蘇", "葉", "莊"};
constexpr const char* given[] = {"怡君", "志明", "淑芬", "家豪", "雅婷", "俊傑", "美玲",
                                 "建宏", "佳穎", "文彬", "惠雯", "冠宇", "秀英", "宗翰",
                                 "靜宜", "承恩", "麗華", "柏翰", "思妤", "國華", "佩珊",
                                 "明哲", "欣怡", "士豪", "素貞", "育誠", "郁婷", "振宇"};
constexpr const char* first_names[] = {"Alice", "Brian", "Clara", "Daniel", "Emma",  "Frank",
                                       "Grace", "Hugh",  "Irene", "James",  "Karen", "Leo",
                                       "Mary",  "Noel",  "Olive", "Peter"};
constexpr const char* last_names[] = {"Ashford", "Barnes", "Cole",  "Dawson", "Ellis", "Foster",
                                      "Grant",   "Hale",   "Irwin", "Jordan", "Keane", "Lowe"};

constexpr const char* done_zh[] = {
    "本季辦理「{0}」，已完成需求訪談與工作計畫，並召開 {1} 次工作會議，整體進度 {2}%。",
    "「{0}」本季完成招標及決標作業，廠商已進場施作，並辦理 {1} 場次說明會，累計進度 {2}%。",
    "持續推動「{0}」，本季完成 {1} 項工作，辦理情形業提推動小組會議報告，累計進度 {2}%。",
    "「{0}」依計畫期程辦理，本季完成 {1} 處現地勘查及期中審查，累計進度 {2}%。",
    "本季「{0}」完成資料盤點及系統介接 {1} 項，並辦理教育訓練，累計進度 {2}%。"};
constexpr const char* done_en[] = {
    "Work on “{0}” went on as planned this quarter: {1} working meetings were held; {2}% is done in all.",
    "“{0}”: the contract was awarded and work on site began; {1} briefings were held; {2}% is done in all.",
    "“{0}”: {1} pieces of work were finished this quarter and reported to the board; {2}% is done in all."};
constexpr const char* highlight_zh[] = {
    "「{0}」首次完成跨機關合作，成果獲媒體報導。", "完成「{0}」階段性成果發表會，參與單位 {1} 家。",
    "「{0}」提前完成本季查核點，執行成效良好。", "與 {1} 個地方政府簽署合作備忘錄，擴大「{0}」效益。"};
constexpr const char* highlight_en[] = {
    "“{0}” brought {1} agencies together for the first time.",
    "First results of “{0}” were shown to the public; {1} bodies took part."};
constexpr const char* next_zh[] = {"賡續辦理「{0}」，預計完成期中報告審查。", "辦理「{0}」驗收及成效評估。",
                                   "召開「{0}」推動會議，滾動檢討執行進度。"};
constexpr const char* next_en[] = {"Go on with “{0}”; the interim report is due for review.",
                                   "Accept the work of “{0}” and measure what it has brought."};
constexpr const char* behind_zh[] = {
    "因原物料缺料及工人不足，廠商進場時程延後。", "招標兩次流標，須調整預算及規格後重新公告。",
    "用地取得協調時間較預期為長，影響施工進度。", "配合主管機關修法期程，相關作業順延。",
    "疫情期間實體活動取消，場次未如預期。"};
constexpr const char* behind_en[] = {
    "Material and labour were short and the contractor began late.",
    "Nobody bid twice; budget and terms had to be changed and published anew.",
    "Agreement on the land took longer than expected."};
constexpr const char* measures_zh[] = {
    "已召開趕工會議，增派人力並按週管控，預計下季趕上進度。", "改採統包方式重新招標，並縮短審查時程。",
    "已報請上級機關協調，並調整工項順序先行施作。", "改以線上方式辦理，並增開場次補足。"};
constexpr const char* measures_en[] = {"More people were put on it and progress is checked weekly.",
                                       "The tender is being published anew with shorter review.",
                                       "Work that does not hang on it goes first."};
constexpr const char* problem_zh[] = {"跨機關資料介接規格尚未一致。", "地方政府人力不足，填報時效待提升。",
                                      "預算額度不足以支應下年度需求。"};
constexpr const char* problem_en[] = {"Agencies do not yet agree on how data are exchanged.",
                                      "Next year's budget does not cover what is needed."};
constexpr const char* need_zh[] = {"請計畫主政機關協助召開跨機關協調會議。", "請協助爭取下年度經費。"};
constexpr const char* need_en[] = {"Please call a meeting of all agencies concerned.",
                                   "Help with next year's funds is needed."};
constexpr const char* contribution_zh[] = {"已提供「{0}」所需資料並派員出席會議 {1} 次。",
                                           "配合主辦機關辦理「{0}」宣導 {1} 場次。"};
constexpr const char* contribution_en[] = {"Gave the data that “{0}” needs and took part in {1} meetings."};
constexpr const char* returned_zh[] = {"實際進度與辦理情形文字不一致，請補充說明。",
                                       "請補附佐證資料並敘明量化成果。",
                                       "落後原因過於簡略，請具體說明並提出趕辦期程。"};
constexpr const char* returned_en[] = {"The figures and the text do not agree; please explain.",
                                       "Please add evidence and say what was achieved in numbers."};
constexpr const char* comment_zh[] = {"請確認數值單位。", "請補充與上季之差異說明。",
                                      "此段文字與上季相同，請更新。"};
constexpr const char* comment_en[] = {"Please check the unit.",
                                      "Please say what changed since last quarter."};
constexpr const char* overridden_zh[] = {"經實地查核，工程實際已完成，僅驗收文件待補，改列有風險。",
                                         "經推動小組會議決議，考量外部因素改列有風險。"};
constexpr const char* overridden_en[] = {"Seen on site: the work is finished and only papers are missing."};
constexpr const char* money_zh[] = {"公務預算", "特別預算", "基金"};
constexpr const char* money_en[] = {"General budget", "Special budget", "Fund"};

template <class Zh, class En>
const char* one(Random& random, bool english, const Zh& zh, const En& en) {
    return english ? random.pick(en) : random.pick(zh);
}

}  // namespace

bool Words::is_english(std::string_view title) {
    for (const char c : title)
        if ((static_cast<unsigned char>(c) & 0xF0U) == 0xE0U) return false;  // the rows of Chinese in UTF-8
    return true;
}

std::string Words::person(Random& random) const {
    if (english_) return std::string(random.pick(first_names)) + " " + random.pick(last_names);
    const std::string surname = random.pick(surnames);
    return surname + random.pick(given);
}

// Long titles of a plan are cut: a sentence is to be read.
std::string Words::shortened(std::string_view title) const {
    constexpr std::size_t longest = 90;  // bytes
    if (title.size() <= longest) return std::string(title);
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(title.substr(0, end)) + "…";
}

std::string Words::done(Random& random, std::string_view title, int actual) const {
    return fmt::format(fmt::runtime(one(random, english_, done_zh, done_en)), shortened(title),
                       random.whole(2, 12), actual);
}
std::string Words::highlight(Random& random, std::string_view title) const {
    return fmt::format(fmt::runtime(one(random, english_, highlight_zh, highlight_en)), shortened(title),
                       random.whole(3, 15));
}
std::string Words::next(Random& random, std::string_view title, int actual) const {
    if (actual >= 100)
        return english_ ? "The work is done; its effect is followed." : "本項工作已完成，持續追蹤執行成效。";
    return fmt::format(fmt::runtime(one(random, english_, next_zh, next_en)), shortened(title));
}
std::string Words::behind(Random& random) const {
    return one(random, english_, behind_zh, behind_en);
}
std::string Words::measures(Random& random) const {
    return one(random, english_, measures_zh, measures_en);
}
std::string Words::problem(Random& random) const {
    return one(random, english_, problem_zh, problem_en);
}
std::string Words::need(Random& random) const {
    return one(random, english_, need_zh, need_en);
}
std::string Words::contribution(Random& random, std::string_view title) const {
    return fmt::format(fmt::runtime(one(random, english_, contribution_zh, contribution_en)),
                       shortened(title), random.whole(1, 4));
}
std::string Words::returned(Random& random) const {
    return one(random, english_, returned_zh, returned_en);
}
std::string Words::comment(Random& random) const {
    return one(random, english_, comment_zh, comment_en);
}
std::string Words::evidence(std::string_view title, std::string_view period) const {
    return fmt::format(
        fmt::runtime(
            say("示範：本檔案為虛構之佐證資料\n\n項目：{}\n期間：{}\n\n工作會議紀錄\n"
                "一、主席致詞：略。\n二、報告事項：辦理情形如附表。\n三、決議：洽悉，請依期程辦理。\n",
                "DEMONSTRATION: this evidence is made up\n\nItem: {}\nPeriod: {}\n\n"
                "Minutes of the working meeting\n1. Report: as in the table.\n2. Noted.\n")),
        title, period);
}
std::string Words::evidence_name(std::string_view period) const {
    return fmt::format("{}-{}.txt", say("示範-會議紀錄", "demo-minutes"), period);
}
std::string Words::overridden(Random& random) const {
    return one(random, english_, overridden_zh, overridden_en);
}
std::string Words::released() const {
    return say("工作已全數完成並通過驗收，後續納入例行業務辦理。",
               "All work is done and accepted; what follows is routine.");
}
std::string Words::leave() const {
    return say("公差期間由職務代理人代理", "Away on duty");
}
std::string Words::handed() const {
    return say("職務異動，業務移交", "Moved to another post");
}
std::string Words::typhoon() const {
    return say("颱風停止上班", "Typhoon: offices closed");
}
std::string Words::reopened() const {
    return say("逾期未填機關申請補填", "Agencies that were late asked to file after all");
}
const char* Words::sources(std::size_t at) const {
    return english_ ? money_en[at % std::size(money_en)] : money_zh[at % std::size(money_zh)];
}
std::string Words::act_number(int roc_year, int number) const {
    return fmt::format(fmt::runtime(say("院示範字第{}{:07}號", "Demo {}-{:07}")), roc_year, number);
}

}  // namespace gangmu::demo
