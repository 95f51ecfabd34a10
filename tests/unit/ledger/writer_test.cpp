#include "ledger/writer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>
#include <stdexcept>

#include "ledger/memory.hpp"

namespace gangmu::ledger {
namespace {

// A book that keeps the payloads: a set of names that must stay unique.
class Names : public Book {
  public:
    Status apply(std::span<const Event> events) override {
        for (const Event& event : events)
            if (event.payload == "unfoldable") return fail(Fault::internal, "unfoldable", {"無法套用", ""});
        for (const Event& event : events)
            tentative.insert(event.payload);
        return {};
    }
    void publish(const Head& head) override {
        readers = tentative;
        published_head = head;
        ++publishes;
    }
    void discard() override { tentative = readers; }

    // The command "take this name", refused if it is taken.
    Produce take(std::string name) {
        return [this, name]() -> Result<std::vector<NewEvent>> {
            if (tentative.count(name)) return fail(Fault::conflict, "taken", {"已存在", "taken"});
            return std::vector<NewEvent>{{"name.taken", "chen", "", name}};
        };
    }

    std::set<std::string> tentative, readers;
    Head published_head;
    int publishes = 0;
};

// Holds the writer on its thread until open() is called, so that what comes after forms one batch.
class Gate {
  public:
    explicit Gate(Writer& writer) {
        std::promise<void> entered;
        auto inside = entered.get_future();
        EXPECT_TRUE(writer.submit(
            [&, entered = std::make_shared<std::promise<void>>(
                    std::move(entered))]() -> Result<std::vector<NewEvent>> {
                entered->set_value();
                opened_.get_future().wait();
                return std::vector<NewEvent>();
            },
            [](auto) {}));
        inside.wait();
    }
    void open() { opened_.set_value(); }

  private:
    std::promise<void> opened_;
};

struct Answers {
    Done next() {
        return [this](Result<std::vector<Event>> result) {
            std::lock_guard lock(mutex);
            results.push_back(std::move(result));
        };
    }
    std::mutex mutex;
    std::vector<Result<std::vector<Event>>> results;
};

const Error full{Fault::unavailable, "disk-full", {"磁碟已滿", "disk full"}, {}, {}};

TEST(Writer, MakesCommandsEvents) {
    MemoryLedger ledger;
    Names book;
    Writer writer(ledger, book);
    const auto events = writer.run(book.take("a"));
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 1U);
    EXPECT_EQ(events->front().seq, 1U);
    EXPECT_EQ(book.readers.count("a"), 1U);
    EXPECT_EQ(book.published_head, ledger.head().value());
    EXPECT_EQ(writer.run(book.take("a")).error().code, "taken");
    EXPECT_TRUE(
        writer.run([]() -> Result<std::vector<NewEvent>> { return std::vector<NewEvent>(); })->empty());
    EXPECT_EQ(ledger.head()->seq, 1U);
}

TEST(Writer, SharesOneCommitAndSeesEarlierCommandsOfTheBatch) {
    MemoryLedger ledger;
    Names book;
    Answers answers;
    {
        Writer writer(ledger, book);
        Gate gate(writer);
        for (const char* name : {"a", "b", "a", "c"})
            ASSERT_TRUE(writer.submit(book.take(name), answers.next()));
        gate.open();
        writer.stop();
        EXPECT_EQ(writer.stats().commits, 1U);
        EXPECT_EQ(writer.stats().events, 3U);
        EXPECT_EQ(writer.stats().largest_batch, 5U);
    }
    EXPECT_EQ(book.publishes, 1);
    ASSERT_EQ(answers.results.size(), 4U);
    EXPECT_EQ(answers.results[1]->front().seq, 2U);
    EXPECT_EQ(answers.results[2].error().code, "taken");
    EXPECT_EQ(answers.results[3]->front().seq, 3U);
    EXPECT_TRUE(ledger.verify(true)->good);
}

TEST(Writer, AFailedCommitFailsItsWholeBatchAndTheWriterLivesOn) {
    MemoryLedger ledger;
    Names book;
    Answers answers;
    Writer writer(ledger, book);
    ASSERT_TRUE(writer.run(book.take("before")));
    {
        Gate gate(writer);
        // The second "a" was refused because of the first, which did not come to be: it too hears of the
        // disk.
        for (const char* name : {"a", "a", "b"})
            ASSERT_TRUE(writer.submit(book.take(name), answers.next()));
        ledger.fail_next(full);
        gate.open();
        ASSERT_TRUE(writer.run(book.take("a")) ||
                    writer.run(book.take("a")));  // may have joined the failing batch
    }
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(answers.results[i].error().code, "disk-full");
    EXPECT_EQ(book.readers, (std::set<std::string>{"a", "before"}));
    EXPECT_EQ(ledger.head()->seq, 2U);
    EXPECT_EQ(writer.stats().failed_commits, 1U);
    EXPECT_TRUE(ledger.verify(true)->good);
}

TEST(Writer, ACommandThatCannotBeFoldedLeavesNothing) {
    MemoryLedger ledger;
    Names book;
    Writer writer(ledger, book);
    EXPECT_EQ(writer.run(book.take("unfoldable")).error().code, "unfoldable");
    EXPECT_EQ(
        writer.run([]() -> Result<std::vector<NewEvent>> { throw std::runtime_error("oops"); }).error().code,
        "command-bug");
    EXPECT_EQ(writer.run(book.take("a"))->front().seq, 1U);
    EXPECT_EQ(ledger.head()->seq, 1U);
}

TEST(Writer, RefusesWhenTooManyWaitAndWhenItStops) {
    MemoryLedger ledger;
    Names book;
    Answers answers;
    Writer writer(ledger, book, {.queue = 2, .batch_commands = 1});
    Gate gate(writer);
    ASSERT_TRUE(writer.submit(book.take("a"), answers.next()));
    ASSERT_TRUE(writer.submit(book.take("b"), answers.next()));
    const auto busy = writer.submit(book.take("c"), answers.next());
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().code, "writer-busy");
    EXPECT_EQ(busy.error().fault, Fault::unavailable);
    gate.open();
    writer.stop();
    EXPECT_EQ(answers.results.size(), 2U);  // those that waited were finished
    EXPECT_EQ(writer.stats().commits, 2U);  // one command a batch
    EXPECT_EQ(writer.submit(book.take("d"), answers.next()).error().code, "writer-stopped");
}

TEST(Writer, BoundsTheBytesOfABatch) {
    MemoryLedger ledger;
    Names book;
    Answers answers;
    Writer writer(ledger, book, {.batch_bytes = 100});
    Gate gate(writer);
    for (char name : {'a', 'b', 'c', 'd'})
        ASSERT_TRUE(writer.submit(book.take(std::string(60, name)), answers.next()));
    gate.open();
    writer.stop();
    EXPECT_EQ(writer.stats().commits, 2U);
}

TEST(Writer, ServesManyThreads) {
    MemoryLedger ledger;
    Names book;
    Writer writer(ledger, book);
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i)
                if (writer.run(book.take(std::to_string(i)))) ++taken;  // every name is fought for by eight
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(taken, 200);
    EXPECT_EQ(ledger.head()->seq, 200U);
    EXPECT_TRUE(ledger.verify(true)->good);
}

}  // namespace
}  // namespace gangmu::ledger
