#include "api/query_notes.hpp"

#include <algorithm>

#include "search/query.hpp"

namespace gangmu::api {
namespace {

using Op = search::QueryNode::Op;

// Whether something is asked for, and not only things that shall not be there.
bool asks(const search::QueryNode& node) {
    if (node.op == Op::none_of || node.op == Op::everything) return false;
    if (node.op == Op::all) return std::any_of(node.of.begin(), node.of.end(), asks);
    if (node.op == Op::any) return std::all_of(node.of.begin(), node.of.end(), asks);
    return true;
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

QueryNotes query_notes(std::string_view text) {
    if (blank(text)) return {};
    const search::Query query = search::parse_query(text);
    if (query.root.op == Op::everything)
        return {true,
                {{"查詢中沒有可以尋找的字詞；請輸入文字，例如：智慧 氫能",
                  "There is no word to look for in the query; type some, such as: 智慧 hydrogen"}}};
    if (!asks(query.root))
        return {
            false,
            {{"查詢只說了不要什麼，以下是其餘的全部；請加上要找的字詞，例如：氫能 -補助",
              "The query only says what shall not be there, so this is all the rest; add what to look for, "
              "such as: hydrogen -subsidy"}}};
    return {};
}

}  // namespace gangmu::api
