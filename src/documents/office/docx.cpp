#include <map>
#include <set>
#include <utility>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/office/archive.hpp"
#include "documents/office/builder.hpp"
#include "documents/office/docx_reader.hpp"
#include "documents/office/properties.hpp"
#include "documents/office/xml.hpp"

namespace gangmu::documents {

namespace office {
namespace {

// relationship type's last word -> targets, of the main part
std::multimap<std::string, std::string> relations(const Xml& xml) {
    std::multimap<std::string, std::string> out;
    xml.root().children([&](Element relation) {
        const std::string type = relation.attribute("Type");
        out.emplace(type.substr(type.rfind('/') + 1), relation.attribute("Target"));
    });
    return out;
}

std::string resolve(const std::string& folder, std::string target) {
    if (target.starts_with("/")) return target.substr(1);
    if (target.starts_with("./")) target = target.substr(2);
    return folder + target;
}

class DocxFile {
  public:
    DocxFile(const Input& input, Archive archive) : input_(input), archive_(std::move(archive)) {}

    Status read(Document& document) {
        std::string main = "word/document.xml";
        CHECK(load("_rels/.rels", [&](const Xml& xml) {
            const auto all = relations(xml);
            if (const auto found = all.find("officeDocument"); found != all.end())
                main = resolve("", found->second);
            return Status();
        }));
        const std::size_t slash = main.rfind('/') == std::string::npos ? 0 : main.rfind('/') + 1;
        const std::string folder = main.substr(0, slash), file = main.substr(slash);
        std::multimap<std::string, std::string> related;
        CHECK(load(folder + "_rels/" + file + ".rels", [&](const Xml& xml) {
            related = relations(xml);
            return Status();
        }));
        auto part = [&](const char* type, const char* otherwise) {
            const auto found = related.find(type);
            return resolve(folder, found == related.end() ? otherwise : found->second);
        };
        DocxParts parts;
        CHECK(load(part("styles", "styles.xml"), [&](const Xml& xml) {
            parts.styles.read(xml.root());
            return Status();
        }));
        CHECK(load(part("numbering", "numbering.xml"), [&](const Xml& xml) {
            parts.numbering.read(xml.root());
            return Status();
        }));
        TRY(const Xml footnotes, parse_or_blank(part("footnotes", "footnotes.xml")));
        TRY(const Xml endnotes, parse_or_blank(part("endnotes", "endnotes.xml")));
        collect_notes(footnotes.root(), parts.footnotes);
        collect_notes(endnotes.root(), parts.endnotes);

        DocxReader reader(parts);
        TRY(const std::string bytes, archive_.read(main));
        if (bytes.empty()) return broken_error(input_.name, main);
        TRY(const Xml body, Xml::parse(input_.name, main, bytes, input_.limits.depth));
        const Element content = body.root().child("body");
        if (!content) return broken_error(input_.name, main);
        document.blocks = reader.blocks(content);
        document.title = title_in(archive_, input_, "docProps/core.xml");
        CHECK(furniture(related, folder, "header", Aside::page_header, reader, document));
        CHECK(furniture(related, folder, "footer", Aside::page_footer, reader, document));
        return {};
    }

  private:
    template <class Use>
    Status load(const std::string& member, const Use& use) {
        if (!archive_.has(member)) return {};
        TRY(const std::string bytes, archive_.read(member));
        TRY(const Xml xml, Xml::parse(input_.name, member, bytes, input_.limits.depth));
        return use(xml);
    }

    Result<Xml> parse_or_blank(const std::string& member) {
        TRY(const std::string bytes, archive_.read(member));
        return Xml::parse(input_.name, member, bytes.empty() ? "<none/>" : bytes, input_.limits.depth);
    }

    static void collect_notes(Element root, std::map<std::string, Element>& notes) {
        root.children([&](Element note) {
            const std::string type = note.attribute("type");
            if (type.empty() || type == "normal") notes[note.attribute("id")] = note;
        });
    }

    Status furniture(const std::multimap<std::string, std::string>& related, const std::string& folder,
                     const char* type, Aside aside, DocxReader& reader, Document& document) {
        std::set<std::string> seen;
        const auto [begin, end] = related.equal_range(type);
        for (auto at = begin; at != end; ++at)
            CHECK(load(resolve(folder, at->second), [&](const Xml& xml) {
                for (Block& block : reader.blocks(xml.root())) {
                    if (block.kind == BlockKind::table || !seen.insert(block.text).second) continue;
                    block.kind = BlockKind::paragraph;
                    block.aside = aside;
                    document.blocks.push_back(std::move(block));
                }
                return Status();
            }));
        return {};
    }

    const Input& input_;
    Archive archive_;
};

}  // namespace
}  // namespace office

Status read_docx(const Input& input, Document& document) {
    TRY(office::Archive archive, office::Archive::open(input));
    CHECK(office::DocxFile(input, std::move(archive)).read(document));
    office::finish(document);
    if (document.blocks.empty()) return empty_error(input.name);
    return {};
}

}  // namespace gangmu::documents
