#include "documents/pdf/drawing.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "documents/errors.hpp"
#include "documents/pdf/content.hpp"
#include "documents/pdf/objects.hpp"

namespace gangmu::documents::pdf {

namespace {

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    // this first, then `outer`
    Matrix then(const Matrix& o) const {
        return {a * o.a + b * o.c, a * o.b + b * o.d,       c * o.a + d * o.c,
                c * o.b + d * o.d, e * o.a + f * o.c + o.e, e * o.b + f * o.d + o.f};
    }
    double x(double px, double py) const { return px * a + py * c + e; }
    double y(double px, double py) const { return px * b + py * d + f; }
};

struct Font {
    bool bold = false;
    bool mapped = true;  // its codes have Unicode values
};
using Fonts = std::map<int, Font>;  // by object number

struct State {
    Matrix ctm;
    Font font;
    double font_size = 0;
    double leading = 0, rise = 0;
    int render = 0;
};

constexpr float hairline = 3.5F;  // a filled box thinner than this is a line
constexpr std::size_t most_rules = 50'000, most_marks = 200'000, most_operators = 5'000'000;
constexpr int most_forms = 12;  // forms in forms
constexpr std::size_t most_form_uses = 20'000;

class Interpreter {
  public:
    Interpreter(Page& page, Fonts& fonts) : page_(page), fonts_(fonts) {}

    void run(std::string_view bytes, Object resources, State state, int depth) {
        std::vector<State> stack;
        Content content(bytes);
        std::string_view name;
        std::vector<Operand> operands;
        std::map<std::string, Font, std::less<>>
            named;  // of these resources: programs set fonts for every word
        Matrix text, line;
        while (content.next(name, operands) && ++operators_ < most_operators) {
            auto number = [&](std::size_t i) { return i < operands.size() ? operands[i].number : 0.0; };
            if (name == "q") {
                if (stack.size() < 1000) stack.push_back(state);
            } else if (name == "Q") {
                if (!stack.empty()) {
                    state = stack.back();
                    stack.pop_back();
                }
            } else if (name == "cm") {
                state.ctm =
                    Matrix{number(0), number(1), number(2), number(3), number(4), number(5)}.then(state.ctm);
            } else if (name == "m") {
                path_.emplace_back();
                point(state, number(0), number(1));
            } else if (name == "l") {
                point(state, number(0), number(1));
            } else if (name == "c") {
                curve(state, number(4), number(5));
            } else if (name == "v" || name == "y") {
                curve(state, number(2), number(3));
            } else if (name == "h") {
                if (!path_.empty()) path_.back().closed = true;
            } else if (name == "re") {
                rectangle(state, number(0), number(1), number(2), number(3));
            } else if (name == "S" || name == "s") {
                stroke(name == "s");
            } else if (name == "f" || name == "F" || name == "f*") {
                fill();
            } else if (name == "B" || name == "B*" || name == "b" || name == "b*") {
                stroke(name[0] == 'b');
            } else if (name == "n") {
                path_.clear();
            } else if (name == "BT") {
                text = line = Matrix();
            } else if (name == "Tf") {
                state.font_size = number(1);
                if (operands.empty()) continue;
                auto known = named.find(operands[0].name);
                if (known == named.end())
                    known = named.emplace(operands[0].name, font(resources, operands[0].name)).first;
                state.font = known->second;
            } else if (name == "Td" || name == "TD") {
                if (name == "TD") state.leading = -number(1);
                text = line = Matrix{1, 0, 0, 1, number(0), number(1)}.then(line);
            } else if (name == "Tm") {
                text = line = {number(0), number(1), number(2), number(3), number(4), number(5)};
            } else if (name == "TL") {
                state.leading = number(0);
            } else if (name == "Ts") {
                state.rise = number(0);
            } else if (name == "Tr") {
                state.render = static_cast<int>(number(0));
            } else if (name == "T*" || name == "'" || name == "\"") {
                text = line = Matrix{1, 0, 0, 1, 0, -state.leading}.then(line);
                if (name != "T*") show(state, text, operands);
            } else if (name == "Tj" || name == "TJ") {
                show(state, text, operands);
            } else if (name == "Do") {
                if (!operands.empty()) external(resources, operands[0].name, state, depth);
            } else if (name == "EI") {
                page_.has_image = true;
            }
        }
        path_.clear();
    }

  private:
    struct Point {
        float x, y;
    };
    struct Subpath {
        std::vector<Point> points;
        bool closed = false, curved = false;
    };

    void point(const State& state, double x, double y) {
        if (path_.empty()) path_.emplace_back();
        if (path_.back().points.size() < 10'000)
            path_.back().points.push_back(
                {static_cast<float>(state.ctm.x(x, y)), static_cast<float>(state.ctm.y(x, y))});
    }
    void curve(const State& state, double x, double y) {
        point(state, x, y);
        path_.back().curved = true;
    }
    void rectangle(const State& state, double x, double y, double w, double h) {
        path_.emplace_back();
        point(state, x, y);
        point(state, x + w, y);
        point(state, x + w, y + h);
        point(state, x, y + h);
        path_.back().closed = true;
    }

    void edge(Point a, Point b) {
        if (page_.rules.size() >= most_rules) return;
        const float dx = std::fabs(a.x - b.x), dy = std::fabs(a.y - b.y);
        if (dy <= 1 && dx > 2)
            page_.rules.push_back({true, (a.y + b.y) / 2, std::min(a.x, b.x), std::max(a.x, b.x)});
        else if (dx <= 1 && dy > 2)
            page_.rules.push_back({false, (a.x + b.x) / 2, std::min(a.y, b.y), std::max(a.y, b.y)});
    }

    void stroke(bool close) {
        for (Subpath& path : path_) {
            if (path.curved) continue;
            for (std::size_t i = 1; i < path.points.size(); ++i)
                edge(path.points[i - 1], path.points[i]);
            if ((path.closed || close) && path.points.size() > 2)
                edge(path.points.back(), path.points.front());
        }
        path_.clear();
    }

    // Many programs draw lines as thin filled boxes.
    void fill() {
        for (const Subpath& path : path_) {
            if (path.curved || path.points.size() < 3 || path.points.size() > 6) continue;
            Box box{path.points[0].x, path.points[0].y, path.points[0].x, path.points[0].y};
            for (const Point& p : path.points)
                box.include({p.x, p.y, p.x, p.y});
            if (box.height() <= hairline && box.width() > hairline)
                edge({box.left, box.middle_y()}, {box.right, box.middle_y()});
            else if (box.width() <= hairline && box.height() > hairline)
                edge({box.middle_x(), box.top}, {box.middle_x(), box.bottom});
        }
        path_.clear();
    }

    void show(const State& state, const Matrix& text, const std::vector<Operand>& operands) {
        std::size_t length = 0;
        for (const Operand& operand : operands)
            length += operand.length;
        page_.shown += length;
        if (!state.font.mapped) page_.unmapped += length;
        const Matrix way = text.then(state.ctm);
        const bool upright = std::fabs(way.a) >= std::fabs(way.b);
        page_.directions[upright ? (way.a < 0 ? 2 : 0) : (way.b > 0 ? 3 : 1)] += length;
        if (page_.marks.size() >= most_marks || length == 0) return;
        const Matrix all = Matrix{1, 0, 0, 1, 0, state.rise}.then(text).then(state.ctm);
        Mark mark;
        mark.x = static_cast<float>(all.e);
        mark.baseline = static_cast<float>(all.f);
        mark.size = static_cast<float>(std::fabs(state.font_size) * std::hypot(all.c, all.d));
        mark.bold = state.font.bold || state.render == 2;  // filled and stroked: a font without a bold face
        if (std::isfinite(mark.x) && std::isfinite(mark.baseline) && std::isfinite(mark.size))
            page_.marks.push_back(mark);
    }

    void external(Object resources, std::string_view name, const State& state, int depth) {
        const Object object = resources.key("/XObject").key("/" + std::string(name));
        if (!object.is_stream()) return;
        const Object subtype = object.key("/Subtype");
        if (subtype.is_name("/Image")) page_.has_image = true;
        if (!subtype.is_name("/Form") || depth >= most_forms || ++forms_ > most_form_uses) return;
        const int id = object.id();
        if (std::find(open_forms_.begin(), open_forms_.end(), id) != open_forms_.end())
            return;  // shows itself
        open_forms_.push_back(id);
        State inner = state;
        if (const Object matrix = object.key("/Matrix"); matrix.size() == 6) {
            double m[6];
            for (std::size_t i = 0; i < 6; ++i)
                m[i] = matrix.item(i).number(0);
            inner.ctm = Matrix{m[0], m[1], m[2], m[3], m[4], m[5]}.then(state.ctm);
        }
        const Object own = object.key("/Resources");
        const std::string data = object.data();
        std::vector<Subpath> outer;
        outer.swap(path_);
        run(data, own.is_dictionary() ? own : resources, inner, depth + 1);
        path_.swap(outer);
        open_forms_.pop_back();
    }

    Font font(Object resources, std::string_view name) {
        const Object object = resources.key("/Font").key("/" + std::string(name));
        const int id = object.id();
        if (const auto known = fonts_.find(id); id > 0 && known != fonts_.end()) return known->second;
        const auto drawn = describe_type3(object);
        if (!drawn && !object.is_dictionary()) return {};
        const Font result = drawn ? *drawn : describe(object);
        if (id > 0) fonts_[id] = result;
        return result;
    }

    static bool names_bold(std::string name) {
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        for (std::string_view word : {"bold", "black", "heavy", "demi"})
            if (name.find(word) != std::string::npos) return true;
        return false;
    }

    // Chromium writes hundreds of Type 3 fonts, each with tables of 256 codes: qpdf takes longer to parse
    // them than for all else, and only the name in their descriptor is wanted. Nothing: no such font, or not
    // to be seen in the file as it stands.
    static std::optional<Font> describe_type3(Object object) {
        const std::string_view text = object.raw();
        if (text.find("/Type3") == std::string_view::npos ||
            text.find("/CharProcs") == std::string_view::npos)
            return std::nullopt;
        constexpr std::string_view key = "/FontDescriptor ";
        const std::size_t at = text.find(key);
        if (at == std::string_view::npos) return std::nullopt;
        int id = 0;
        std::from_chars(text.data() + at + key.size(), text.data() + text.size(), id);
        const std::string_view descriptor = object.file()->raw(id);
        const std::size_t name = descriptor.find("/FontName");
        const std::size_t value = name == std::string_view::npos ? name : descriptor.find('/', name + 1);
        if (value == std::string_view::npos) return std::nullopt;
        const std::size_t end = descriptor.find_first_of(" /\r\n>", value + 1);
        Font font;
        font.bold = names_bold(std::string(descriptor.substr(value, end - value)));
        return font;
    }

    static Font describe(Object object) {
        Font font;
        const Object descendants = object.key("/DescendantFonts");
        const bool composite = descendants.size() > 0;
        const Object inner = composite ? descendants.item(0) : object;
        const Object descriptor = inner.key("/FontDescriptor");
        // a Type 3 font, as Chromium draws variable fonts by, has its name only there
        font.bold = names_bold(object.key("/BaseFont").name() + " " + descriptor.key("/FontName").name());
        const auto flags = static_cast<long>(descriptor.key("/Flags").number(0));
        if (flags & (1L << 18)) font.bold = true;
        // A composite font with codes of its own says only by /ToUnicode what they mean.
        if (composite && !object.key("/ToUnicode")) {
            const Object encoding = object.key("/Encoding");
            const bool identity = encoding.is_name("/Identity-H") || encoding.is_name("/Identity-V");
            const std::string ordering = inner.key("/CIDSystemInfo").key("/Ordering").text();
            font.mapped = !identity || (ordering != "Identity" && !ordering.empty());
        }
        return font;
    }

    Page& page_;
    std::vector<Subpath> path_;
    std::size_t operators_ = 0;
    Fonts& fonts_;
    std::vector<int> open_forms_;
    std::size_t forms_ = 0;
};

// An attribute that a page has itself or from the nodes above it.
Object inherited(Object page, const std::string& name) {
    for (int i = 0; i < 50 && page; ++i) {
        if (const Object value = page.key(name)) return value;
        page = page.key("/Parent");
    }
    return {};
}

// From the page's own space to points from its top left, as it is turned for reading.
Matrix page_matrix(Object page) {
    Object box = inherited(page, "/CropBox");
    if (box.size() != 4) box = inherited(page, "/MediaBox");
    double v[4] = {0, 0, 612, 792};
    for (std::size_t i = 0; i < 4; ++i)
        v[i] = box.item(i).number(v[i]);
    const double left = std::min(v[0], v[2]), bottom = std::min(v[1], v[3]);
    const double right = std::max(v[0], v[2]), top = std::max(v[1], v[3]);
    const int turn = ((static_cast<int>(inherited(page, "/Rotate").number(0)) % 360) + 360) % 360;
    switch (turn) {
        case 90:
            return {0, 1, 1, 0, -bottom, -left};
        case 180:
            return {-1, 0, 0, 1, right, -bottom};
        case 270:
            return {0, -1, -1, 0, top, right};
        default:
            return {1, 0, 0, -1, -left, top};
    }
}

}  // namespace

struct Drawings::Parts {
    explicit Parts(std::string_view bytes) : file(bytes) {}
    Objects file;
    Fonts fonts;
};

Drawings::Drawings(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Drawings::Drawings(Drawings&&) noexcept = default;
Drawings::~Drawings() = default;

Result<Drawings> Drawings::open(const Input& input) {
    auto parts = std::make_unique<Parts>(input.bytes);
    if (parts->file.state() == Objects::State::encrypted) return encrypted_error(input.name);
    if (parts->file.pages() > input.limits.pages)
        return too_many_pages_error(input.name, parts->file.pages(), input.limits.pages);
    return Drawings(std::move(parts));
}

void Drawings::abandon() {
    static_cast<void>(parts_.release());
}

std::size_t Drawings::pages() const {
    return parts_->file.pages();
}

std::string Drawings::title() const {
    return pages() == 0 ? std::string() : parts_->file.trailer().key("/Info").key("/Title").text();
}

void Drawings::read(std::size_t index, Page& page) {
    Objects& file = parts_->file;
    if (index >= file.pages()) return;
    const Object object = file.page(index);
    const std::string content = file.page_content(object);
    State state;
    state.ctm = page_matrix(object);
    Interpreter(page, parts_->fonts).run(content, inherited(object, "/Resources"), state, 0);
    file.forget();
}

}  // namespace gangmu::documents::pdf
