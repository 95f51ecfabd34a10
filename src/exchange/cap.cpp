#include "exchange/cap.hpp"

#include <fmt/format.h>
#include <libxml/xmlwriter.h>

#include <memory>

#include "evaluation/period.hpp"
#include "text/quantity.hpp"
#include "text/utf8.hpp"

namespace gangmu::exchange {
namespace {

using namespace warning;
constexpr const char* cap_namespace = "urn:oasis:names:tc:emergency:cap:1.2";

// What XML 1.0 cannot hold is left out.
std::string xml_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = text::next(text, at);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF) continue;
        text::append(out, c);
    }
    return out;
}

const xmlChar* xml(const std::string& text) {
    return reinterpret_cast<const xmlChar*>(text.c_str());
}
const xmlChar* xml(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

// One document written from left to right. Memory is the only thing that can fail, and that ends the program.
class Xml {
  public:
    Xml(const char* root, const char* ns)
        : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
        xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr);
        xmlTextWriterStartElement(writer_.get(), xml(root));
        xmlTextWriterWriteAttribute(writer_.get(), xml("xmlns"), xml(ns));
    }
    Xml& open(const char* name) {
        xmlTextWriterStartElement(writer_.get(), xml(name));
        return *this;
    }
    Xml& close() {
        xmlTextWriterEndElement(writer_.get());
        return *this;
    }
    Xml& put(const char* name, std::string_view text) {
        const auto clean = xml_text(text);
        xmlTextWriterWriteElement(writer_.get(), xml(name), xml(clean));
        return *this;
    }
    Xml& attribute(const char* name, std::string_view text) {
        const auto clean = xml_text(text);
        xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(clean));
        return *this;
    }
    std::string take() {
        xmlTextWriterEndDocument(writer_.get());
        writer_.reset();
        return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
    }

  private:
    struct Free {
        void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
        void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
    };
    std::unique_ptr<xmlBuffer, Free> buffer_;
    std::unique_ptr<xmlTextWriter, Free> writer_;
};

const char* cap_status(Mode mode) {
    constexpr const char* names[] = {"Actual", "Exercise", "Test", "System"};
    return names[static_cast<std::size_t>(mode)];
}
const char* severity(Level level) {
    constexpr const char* names[] = {"Moderate", "Severe", "Extreme"};
    return names[static_cast<std::size_t>(level)];
}
const char* urgency(Kind kind) {
    return kind == Kind::forecast ? "Future" : "Expected";
}
const char* certainty(Kind kind) {
    switch (kind) {
        case Kind::threshold:
        case Kind::rate:
        case Kind::missing:
            return "Observed";
        case Kind::forecast:
            return "Possible";
        default:
            return "Likely";
    }
}

// Which steps made a message: the others (comments, silence) changed nothing for those outside.
bool told_outside(const Step& step) {
    return step.act != Act::comment && step.act != Act::silence && step.act != Act::assign;
}

std::string identifier(const Alert& alert, std::size_t step) {
    // an identifier that says by itself what it is not
    const auto mark = alert.mode == Mode::actual ? std::string() : std::string(to_string(alert.mode)) + "-";
    return fmt::format("{}{}.{}", mark, alert.id, step + 1);
}

struct Steps {
    std::size_t last = 0;
    std::optional<std::size_t> before;
};
Steps messages_of(const Alert& alert) {
    Steps steps;
    for (std::size_t i = 1; i < alert.steps.size(); ++i)
        if (told_outside(alert.steps[i])) {
            steps.before = steps.last;
            steps.last = i;
        }
    return steps;
}

// The sentence of the newest step of the rule, in one language, then what people said.
std::string description(const Alert& alert, bool zh, std::size_t last) {
    std::string text;
    for (std::size_t i = last + 1; i-- > 0;) {
        const auto& step = alert.steps[i];
        if (!step.by.empty() || step.reason.empty()) continue;
        text = zh || step.reason_en.empty() ? step.reason : step.reason_en;
        break;
    }
    const auto& newest = alert.steps[last];
    if (!newest.by.empty() && !newest.reason.empty()) text += (zh ? "\n處理：" : "\nDone: ") + newest.reason;
    return text;
}

void info(Xml& out, const Alert& alert, const CapArea& area, const CapSender& sender, bool zh,
          std::size_t last) {
    const auto pick = [&](const Message& message) {
        return zh || message.en.empty() ? message.zh : message.en;
    };
    const auto marked = [&](const std::string& text) { return pick(headline(alert.mode, {text, text})); };
    const bool clear = !alert.holds || alert.stage == Stage::resolved;
    out.open("info").put("language", zh ? "zh-TW" : "en-US");
    out.put("category", alert.category.empty() ? "Infra" : alert.category);
    out.put("event", marked(pick(words(alert.kind))));
    out.put("responseType", clear ? "AllClear" : alert.kind == Kind::forecast ? "Prepare" : "Assess");
    out.put("urgency", clear ? "Past" : urgency(alert.kind))
        .put("severity", clear ? "Minor" : severity(alert.level));
    out.put("certainty", certainty(alert.kind));
    out.put("senderName", pick(sender.name));
    out.put("headline", pick(alert.headline));
    out.put("description", marked(description(alert, zh, last)));
    if (!sender.base.empty()) out.put("web", sender.base + "/alerts/" + alert.id);
    if (alert.value)
        out.open("parameter")
            .put("valueName", "value")
            .put("value", text::with_unit(*alert.value, alert.unit_of_measure))
            .close();
    if (alert.line)
        out.open("parameter")
            .put("valueName", "line")
            .put("value", text::with_unit(*alert.line, alert.unit_of_measure))
            .close();
    out.open("area").put("areaDesc", pick(area.name).empty() ? alert.subject.unit : pick(area.name));
    if (area.latitude && area.longitude)
        out.put("circle", fmt::format("{:.6f},{:.6f} 0", *area.latitude, *area.longitude));
    out.close().close();
}

}  // namespace

std::string cap_time(Moment moment) {
    const auto on = day_of(moment);
    const auto rest = moment + 8 * hour - Moment(on) * day;
    return fmt::format("{}T{:02}:{:02}:{:02}+08:00", evaluation::print_day(on), rest / hour, rest % hour / 60,
                       rest % 60);
}

std::string cap_message(const Alert& alert, const CapArea& area, const CapSender& sender) {
    const auto steps = messages_of(alert);
    Xml out("alert", cap_namespace);
    out.put("identifier", identifier(alert, steps.last)).put("sender", sender.id);
    out.put("sent", cap_time(alert.steps[steps.last].at)).put("status", cap_status(alert.mode));
    out.put("msgType", steps.before ? "Update" : "Alert");
    out.put("scope", "Restricted").put("restriction", "Government agencies that this system serves");
    if (alert.mode != Mode::actual) {
        const auto mark = words(alert.mode);
        out.put("note", fmt::format("{} — 這不是真實事件。 {} — this is no real event.", mark.zh, mark.en));
    }
    if (steps.before)
        out.put("references", fmt::format("{},{},{}", sender.id, identifier(alert, *steps.before),
                                          cap_time(alert.steps[*steps.before].at)));
    info(out, alert, area, sender, true, steps.last);
    info(out, alert, area, sender, false, steps.last);
    return out.take();
}

std::string cap_feed(std::span<const CapEntry> newest_first, const CapSender& sender, Moment now) {
    Xml out("feed", "http://www.w3.org/2005/Atom");
    out.put("id", "urn:gangmu:alerts:" + sender.id).put("title", "綱目警示 Gangmu alerts");
    out.put("updated", cap_time(newest_first.empty() ? now : newest_first.front().alert->steps.back().at));
    out.open("author").put("name", sender.name.zh).close();
    out.open("link").attribute("rel", "self").attribute("href", sender.base + "/api/alerts/cap").close();
    for (const auto& [alert, area] : newest_first) {
        const auto steps = messages_of(*alert);
        out.open("entry");
        out.put("id", "urn:gangmu:alert:" + identifier(*alert, steps.last));
        out.put("title", alert->headline.zh);
        out.put("updated", cap_time(alert->steps[steps.last].at)).put("published", cap_time(alert->opened()));
        out.put("summary", headline(alert->mode, {description(*alert, true, steps.last), {}}).zh);
        out.open("category").attribute("term", cap_status(alert->mode)).close();
        out.open("link").attribute("rel", "alternate").attribute("type", "application/cap+xml");
        out.attribute("href", sender.base + "/api/alerts/" + alert->id + "/cap").close().close();
    }
    return out.take();
}

}  // namespace gangmu::exchange
