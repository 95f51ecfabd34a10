#include "search_peers.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wextra-semi"
#endif
#include <xapian.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include "search/stream.hpp"

namespace gangmu::bench {
namespace {

void must(bool good, const char* what) {
    if (good) return;
    std::fprintf(stderr, "bench: %s failed\n", what);
    std::exit(1);
}

// Our own folding for everybody, so that the engines are compared and not their tokenizers: letters with
// spaces between them, words whole, a token of its own for a separator.
std::string spaced(const std::string& text) {
    search::Stream stream;
    search::read_stream(text, stream);
    std::string out;
    bool in_word = false;
    for (const char32_t c : stream.letters) {
        const bool word = c != search::separator && !search::is_cjk_letter(c);
        if (!word || !in_word) out += ' ';
        if (c == search::separator)
            out += "zzsep";
        else if (c == U'.')
            out += "zzpoint";
        else
            search::append_utf8(out, c);
        in_word = word;
    }
    return out;
}

class Fts5 final : public Peer {
  public:
    Fts5() { must(sqlite3_open(":memory:", &db_) == SQLITE_OK, "open"); }
    ~Fts5() override {
        for (auto* statement : {count_, best_})
            sqlite3_finalize(statement);
        sqlite3_close(db_);
    }

    void build(const std::vector<search::Passage>& passages) override {
        run("CREATE VIRTUAL TABLE t USING fts5(title, body, content='', tokenize='unicode61 "
            "remove_diacritics 0')");
        run("BEGIN");
        sqlite3_stmt* insert = prepare("INSERT INTO t(rowid, title, body) VALUES(?, ?, ?)");
        sqlite3_int64 row = 0;
        for (const auto& passage : passages) {
            const std::string title = spaced(passage.title), body = spaced(passage.text);
            sqlite3_bind_int64(insert, 1, ++row);
            sqlite3_bind_text(insert, 2, title.data(), static_cast<int>(title.size()), SQLITE_STATIC);
            sqlite3_bind_text(insert, 3, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
            must(sqlite3_step(insert) == SQLITE_DONE, "insert");
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        run("COMMIT");
        run("INSERT INTO t(t) VALUES('optimize')");
        count_ = prepare("SELECT count(*) FROM t WHERE t MATCH ?");
        best_ = prepare("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 3.0, 1.0) LIMIT 20");
    }

    std::size_t ask(const Asked& asked) override {
        std::string match;
        for (const auto& term : asked.terms) {
            if (!match.empty()) match += asked.any ? " OR " : " AND ";
            match += '"' + spaced(term) + '"';
        }
        std::size_t total = 0;
        for (auto* statement : {count_, best_}) {
            sqlite3_bind_text(statement, 1, match.data(), static_cast<int>(match.size()), SQLITE_STATIC);
            while (sqlite3_step(statement) == SQLITE_ROW)
                if (statement == count_) total = static_cast<std::size_t>(sqlite3_column_int64(statement, 0));
            sqlite3_reset(statement);
        }
        return total;
    }

    std::size_t bytes() const override {
        sqlite3_stmt* pages = nullptr;
        sqlite3_prepare_v2(db_, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", -1,
                           &pages, nullptr);
        const std::size_t size =
            sqlite3_step(pages) == SQLITE_ROW ? static_cast<std::size_t>(sqlite3_column_int64(pages, 0)) : 0;
        sqlite3_finalize(pages);
        return size;
    }

  private:
    void run(const char* sql) { must(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        must(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
        return statement;
    }
    sqlite3* db_ = nullptr;
    sqlite3_stmt* count_ = nullptr;
    sqlite3_stmt* best_ = nullptr;
};

class XapianPairs final : public Peer {
  public:
    explicit XapianPairs(std::string directory) : directory_(std::move(directory)) {}

    void build(const std::vector<search::Passage>& passages) override {
        std::filesystem::remove_all(directory_);
        {
            Xapian::WritableDatabase db(directory_, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
            for (const auto& passage : passages) {
                Xapian::Document document;
                const auto width = add(document, passage.title, 1);
                add(document, passage.text, width + 2);
                db.add_document(document);
            }
            db.commit();
        }
        db_ = Xapian::Database(directory_);
        passages_ = static_cast<Xapian::doccount>(passages.size());
    }

    std::size_t ask(const Asked& asked) override {
        std::vector<Xapian::Query> parts;
        for (const auto& term : asked.terms)
            parts.push_back(query(term));
        Xapian::Enquire enquire(db_);
        enquire.set_query(Xapian::Query(asked.any ? Xapian::Query::OP_OR : Xapian::Query::OP_AND,
                                        parts.begin(), parts.end()));
        return enquire.get_mset(0, 20, passages_).get_matches_estimated();
    }

    std::size_t bytes() const override {
        std::size_t size = 0;
        for (const auto& entry : std::filesystem::directory_iterator(directory_))
            size += entry.file_size();
        return size;
    }

  private:
    static std::string term_of(std::uint64_t key) {
        std::string term = "P";
        for (const auto half : {static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key)})
            if (half > search::edge_word)
                search::append_utf8(term, half);
            else
                term += static_cast<char>('0' + half);
        return term;
    }
    static std::uint32_t add(Xapian::Document& document, const std::string& text, std::uint32_t at) {
        search::Stream stream;
        search::read_stream(text, stream);
        std::string buffer;
        return search::each_gram(
            stream.letters, at, buffer,
            [&](std::uint64_t key, std::uint32_t position) { document.add_posting(term_of(key), position); },
            [&](std::string_view word, std::uint32_t position) {
                document.add_posting("W" + std::string(word.substr(0, 200)), position);
            });
    }
    static Xapian::Query query(const std::string& text) {
        search::Stream stream;
        search::read_stream(text, stream);
        if (stream.letters.size() == 1 && search::is_cjk_letter(stream.letters[0])) {
            std::string prefix = "P";
            search::append_utf8(prefix, stream.letters[0]);
            return Xapian::Query(Xapian::Query::OP_WILDCARD, prefix, 0, Xapian::Query::WILDCARD_LIMIT_ERROR,
                                 Xapian::Query::OP_OR);
        }
        std::vector<std::string> terms;
        std::string buffer;
        search::each_gram(
            stream.letters, 0, buffer,
            [&](std::uint64_t key, std::uint32_t) {
                if (key >> 32 > search::edge_word && (key & 0xFFFFFFFF) > search::edge_word)
                    terms.push_back(term_of(key));
            },
            [&](std::string_view word, std::uint32_t) { terms.push_back("W" + std::string(word)); });
        if (terms.size() == 1) return Xapian::Query(terms.front());
        return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                             static_cast<Xapian::termcount>(terms.size()));
    }

    std::string directory_;
    Xapian::Database db_;
    Xapian::doccount passages_ = 0;
};

}  // namespace

std::unique_ptr<Peer> fts5_by_letters() {
    return std::make_unique<Fts5>();
}

std::unique_ptr<Peer> xapian_by_pairs(const std::string& directory) {
    return std::make_unique<XapianPairs>(directory);
}

}  // namespace gangmu::bench
