#include "reading/read.hpp"

#include <algorithm>

#include "reading/file_titles.hpp"
#include "reading/finish.hpp"
#include "reading/header.hpp"
#include "reading/merge.hpp"
#include "reading/outline.hpp"
#include "reading/stream.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

void learn_names(std::span<const Piece> pieces, std::span<const documents::Document> documents,
                 Agencies& agencies) {
    for (const Piece& piece : pieces)
        agencies.learn(piece.text);
    for (const Piece& piece : pieces)
        if (piece.kind == PieceKind::table) learn_agencies(piece, agencies);
    for (const documents::Document& document : documents)
        for (const documents::Block& block : document.blocks)
            if (block.kind == documents::BlockKind::footnote) agencies.learn(block.text);
}

void take_diagnostics(std::span<const documents::Document> documents, DraftPlan& plan) {
    for (const documents::Document& document : documents)
        for (const Diagnostic& diagnostic : document.diagnostics) {
            DraftFinding finding;
            finding.value.rule = diagnostic.code;
            finding.value.severity = diagnostic.severity;
            finding.value.message = diagnostic.message;
            model::Source source;
            source.document = document.info.sha256;
            source.page = diagnostic.page;
            source.first_line = diagnostic.first_line;
            source.last_line = diagnostic.last_line;
            finding.value.source = {source};
            plan.findings.push_back(std::move(finding));
        }
}

// Tables that were kept as text are told, so that nobody takes them for read.
void note_tables(DraftPlan& plan) {
    for (const LogicalTable& table : plan.tables) {
        if (table.role != TableRole::other) continue;
        DraftFinding finding;
        finding.value.rule = "reading-table";
        finding.value.severity = Severity::note;
        finding.value.message = {"這個表格的欄位無法辨識，內容保留為文字。",
                                 "The columns of this table were not recognised; it is kept as text."};
        finding.value.source = table.source;
        if (table.node != no_node) finding.nodes = {table.node};
        plan.findings.push_back(std::move(finding));
    }
}

// Text stays under its heading; where there is none, it stands in the document only, and that is told.
void note_no_outline(DraftPlan& plan) {
    if (!plan.nodes.empty()) return;
    DraftFinding finding;
    finding.value.rule = "reading-no-items";
    finding.value.severity = Severity::warning;
    finding.value.message = {
        "沒有讀出任何項目：找不到編號、標題或可辨識的表格。全文仍可在文件中查閱。",
        "No item was read: there are no numbers, headings or known tables. The whole text "
        "is there in the document."};
    for (const auto& document : plan.header.documents) {
        model::Source source;
        source.document = document.sha256;
        finding.value.source.push_back(std::move(source));
    }
    plan.findings.push_back(std::move(finding));
}

// Sentences before the first heading hang on no node: they are counted, and their places told. Titles, names
// and dates of a cover are no sentences.
void note_preface(DraftPlan& plan) {
    if (plan.nodes.empty()) return;
    DraftFinding finding;
    for (const Passage& passage : plan.preface) {
        const bool sentence =
            passage.text.find("。") != std::string::npos || passage.text.find(". ") != std::string::npos;
        if (sentence)
            finding.value.source.insert(finding.value.source.end(), passage.source.begin(),
                                        passage.source.end());
    }
    if (finding.value.source.empty()) return;
    const std::string count = std::to_string(finding.value.source.size());
    finding.value.rule = "reading-preface";
    finding.value.severity = Severity::note;
    finding.value.message = {
        "第一個標題之前有 " + count + " 處文字未歸入任何項目，全文仍可在文件中查閱。",
        "Text in " + count +
            " places before the first heading belongs to no item; it is there in the document."};
    plan.findings.push_back(std::move(finding));
}

// What the cells of tables promise and cost, each kind of table by its own reader.
void read_figures(DraftPlan& plan) {
    for (const LogicalTable& table : plan.tables) {
        switch (table.role) {
            case TableRole::indicator:
            case TableRole::result:
                read_kpi_table(table, plan);
                read_row_amounts(table, plan);
                break;
            case TableRole::budget:
                read_budget_table(table, plan);
                break;
            case TableRole::schedule:
            case TableRole::division:
            case TableRole::programme:
            case TableRole::items:
                read_row_targets(table, plan);
                read_row_amounts(table, plan);
                break;
            case TableRole::other:
                break;
        }
    }
}

}  // namespace

model::Plan read(std::span<const documents::Document> documents,
                 std::span<const RegisteredAgency> registered) {
    DraftPlan plan;
    for (const documents::Document& document : documents)
        plan.header.documents.push_back(document.info);
    if (!documents.empty()) plan.header.id = "p-" + documents[0].info.sha256.substr(0, 12);
    take_diagnostics(documents, plan);
    const std::vector<Piece> pieces = make_stream(documents);
    static const Agencies built_in;  // the same for every document
    Agencies agencies = built_in;
    for (const RegisteredAgency& agency : registered) {
        agencies.set(agency.name, agency.name);
        for (const auto& name : agency.also)
            agencies.set(name, agency.name);
    }
    learn_names(pieces, documents, agencies);
    Outline outline(plan, agencies);
    outline.read(pieces);
    read_title_page(outline.front, agencies, plan);
    merge_items(plan);
    name_by_description(plan);
    adopt_rows(plan);
    settle_kinds(plan);
    const std::vector<ContentsEntry> unknown = add_contents(plan, outline.contents);
    keep_contents(plan, outline.contents, unknown, pieces);
    read_term(outline.front, plan);
    if (plan.header.title.empty() && !documents.empty()) name_by_file(documents[0], plan);
    attach_indicator_rows(plan);
    attach_budget_rows(plan);
    read_figures(plan);
    read_goals(plan);
    read_budget_text(plan);
    read_facts(plan);
    note_tables(plan);
    note_no_outline(plan);
    note_preface(plan);
    return finish(plan);
}

}  // namespace gangmu::reading
