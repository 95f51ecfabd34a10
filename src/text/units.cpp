#include "text/units.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

using Words = std::unordered_set<std::u32string>;

void add(Words& words, std::u32string_view list) {
    std::size_t at = 0;
    while (at < list.size()) {
        const auto end = std::min(list.find(U' ', at), list.size());
        if (end > at) words.emplace(list.substr(at, end - at));
        at = end + 1;
    }
}

const Words& han_units() {
    static const Words words = [] {
        Words set;
        // people and bodies
        add(set,
            U"人 人次 人天 人日 人時 人月 人年 位 名 戶 戶次 家 家次 團 團隊 隊 隊次 組 班 班次 校 校次 所 "
            U"系 系所 科 間 "
            U"社 團體 會員 席 桌 機構 單位 機關 部會 家庭 人力 人員 人才 師生 縣市 縣 市 鄉 鎮 鄉鎮 鄉鎮市 "
            U"鄉鎮市區 村里 村 里 部落 社區 國 國家 廠 "
            U"廠商 店 攤 志工 學員 人口 夫妻 床 床位 床次 名額 職缺");
        // pieces of work
        add(set,
            U"件 件次 案 案次 案件 案量 項 項次 個 個月 場 場次 場域 處 處所 座 棟 套 式 份 篇 本 冊 部 支 "
            U"款 種 類 類別 "
            U"類型 品項 品種 例 筆 則 幅 集 門 課 堂 堂課 學分 次 趟 梯 梯次 回 輪 屆次 起 宗 批 期刊 站 點 "
            U"據點 線 條 路線 "
            U"區 片 片區 區域 區塊 基地 案場 示範點 系統 平台 平臺 模組 機組 樣本 樣品 專利 論文 網站 課程 "
            U"講座 活動 語 語種 "
            U"車次 航次 航班 航線 班機 劑 劑次 劑型 瓶 盒 包 箱 袋 輛 輛次 輛車 架 架次 艘 艘次 台 臺 具 顆 "
            U"枚 張 口 井 株 棵 "
            U"頭 隻 尾 羽 叢 盆 盞 根 把 床 面 幢 層 車位 席次 節 節車廂 列 軸 孔 獎 面獎牌 級分 股 口徑 "
            U"件產品");
        // measures
        add(set,
            U"公頃 甲 分地 坪 平方公尺 平方公里 平方米 立方公尺 立方米 公里 公尺 公分 公厘 毫米 微米 海里 浬 "
            U"公噸 噸 公斤 公克 毫克 "
            U"克 公升 升 毫升 公秉 桶 瓩 瓩時 千瓦 千瓩 千瓦時 百萬瓦 度 度電 卡 大卡 赫 分貝 天 日份 週 "
            U"小時 分鐘 秒 秒鐘 毫秒 "
            U"百分點 個百分點 倍 倍數 成 折 分貝 人公里 延人公里 噸公里 延噸公里 二氧化碳當量 "
            U"公噸二氧化碳當量 公噸CO2e 萬噸 "
            U"公噸二氧化碳 攝氏度 分 点 級距 畝 英里 人份 日 餐 餐次 票 張次 通 通次 封 位元 畫素 字 頁");
        // Japanese
        add(set,
            U"か所 ヶ所 カ所 ケ所 箇所 か国 カ国 ヶ国 ヵ国 箇国 か月 ヶ月 カ月 自治体 市町村 都道府県 地域 "
            U"世帯 トン ヘクタール "
            U"割 ポイント 機関 団体 事業者 拠点 企業 施設 事業 大学 年間 日間 冊 棟 基 機 台数 社数 歳 便 "
            U"品目 "
            U"キロ メートル キロメートル リットル キロワット メガワット ギガワット 時間 分間 セット "
            U"プロジェクト コース チーム 戸 "
            U"者 人時 本数 回線 時間分 トンCO2");
        return set;
    }();
    return words;
}

const Words& money_units() {
    static const Words words = [] {
        Words set;
        add(set,
            U"元 圓 円 美元 美金 歐元 日圓 日元 日幣 英鎊 人民幣 港幣 韓元 元新臺幣 元新台幣 元美金 ドル "
            U"ユーロ 米ドル 新臺幣 新台幣 台幣 "
            U"歐元 澳幣 瑞郎");
        return set;
    }();
    return words;
}

const Words& letter_units() {
    static const Words words = [] {
        Words set;
        add(set,
            U"% ‰ ℃ °C MW MWp MWh GW GWp GWh kW kWp kWh KW KWH TW TWh W Wh MVA kVA ha Ha km km2 km² m m2 m² "
            U"m3 m³ CMD cm mm "
            U"t kt Mt tCO2 tCO2e tCO2-e ktCO2e MtCO2e CO2e kg g mg L ml KL kL kl KLOE Mbps Gbps Tbps kbps MB "
            U"GB TB PB EB TF "
            U"TFLOPS PFLOPS FLOPS dB ppm ppb pp ㎡ ㎥ ㎞ ㎏ ㏊ ％ nm µm μm rpm hr hrs min PJ TJ GJ toe ktoe "
            U"Mtoe Hz kHz MHz GHz");
        return set;
    }();
    return words;
}

bool in(const Words& words, const Runes& runes, std::size_t first, std::size_t length) {
    std::u32string word;
    for (std::size_t i = 0; i < length; ++i)
        word += runes[first + i].c;
    return words.count(word) > 0;
}

constexpr std::size_t longest_unit = 9;

// 2 項目標 is 2 項, and 3 國際… no unit at all: characters that make another word with the unit before them.
bool other_word(char32_t unit, char32_t next) {
    struct Pair {
        char32_t unit;
        std::u32string_view next;
    };
    static constexpr Pair pairs[] = {
        {U'國', U"際內產中小民防會軍外"},
        {U'處', U"理置分方於"},
        {U'成', U"立功果效長為本員年就人熟"},
        {U'面', U"向對板臨積"},
        {U'台', U"灣北中南東電"},
        {U'臺', U"灣北中南東電"},
        {U'本', U"計國部案署地土次院縣市方年所身質"},
        {U'次', U"世要級氧系產"},
        {U'組', U"織成合裝件"},
        {U'節', U"能約電水省慶"},
        {U'例', U"如外行"},
        {U'線', U"上下索路性"},
        {U'位', U"於元置址"},
        {U'天', U"然候線空氣"},
        {U'人', U"工為類物文體權造機際事"},
        {U'校', U"園務外內"},
        {U'站', U"式在"},
        {U'點', U"對心亮"},
        {U'所', U"屬有需得在規提述示列見謂制訂"},
        {U'戶', U"外籍"},
        {U'筆', U"電試"},
        {U'頁', U"面"},
        {U'字', U"型元"},
        {U'門', U"檻診市"},
        {U'根', U"據本"},
        {U'條', U"件例文"},
        {U'類', U"似別型比"},
        {U'區', U"隔塊分別"},
        {U'度', U"假過量"},
        {U'部', U"會分門長落屬署"},
        {U'股', U"份東權"},
        {U'案', U"例源場件名"},
        {U'系', U"統列所"},
        {U'軸', U"線承心"},
        {U'頭', U"期端"},
        {U'具', U"有備體"},
        {U'口', U"腔罩徑"},
        {U'支', U"援持出付撐"},
        {U'款', U"項"},
        {U'回', U"應饋收復報"},
        {U'起', U"訖迄點降"},
        {U'分', U"鐘年別析期散之布級數享支項類區工組署行局配店眾流批階段明子隊院校公鏡佈母科部"},
        {U'張', U"力貼"},
        {U'席', U"位"},
        {U'基', U"地礎於準本金因"},
        {U'機', U"制會關械"},
        {U'便', U"利捷民當"},
        {U'者', U"為"},
        {U'列', U"為入車"},
        {U'片', U"段面"},
        {U'倍', U"增速"},
        {U'店', U"家面"},
        {U'隊', U"伍員"},
        {U'課', U"程題責"},
        {U'堂', U"課"},
        {U'套', U"件用裝"},
        {U'份', U"額量"},
        {U'場', U"域次合地館所"},
        {U'市', U"場民占售佔政區集長值"},
        {U'縣', U"長政府民"},
        {U'里', U"長程民"},
        {U'鎮', U"長"},
        {U'村', U"長里"},
    };
    for (const auto& pair : pairs)
        if (pair.unit == unit && pair.next.find(next) != std::u32string_view::npos) return true;
    return false;
}

std::size_t letters_at(const Runes& runes, std::size_t at) {
    auto part = [](char32_t c) {
        return is_letter(c) || c == '%' || c == U'‰' || c == U'℃' || c == U'°' || c == U'²' || c == U'³' ||
               (c >= 0x3371 && c <= 0x33DF) || c == U'µ' || c == '/';
    };
    std::size_t end = at;
    while (end < runes.size() && (end == at || !runes[end].space) &&
           (part(runes[end].c) || (end > at && is_digit(runes[end].c) && is_letter(runes[end - 1].c))))
        ++end;
    // a percent sign is whole by itself: 30%CO2
    if (end > at && (runes[at].c == '%' || runes[at].c == U'‰')) return 1;
    while (end > at && runes[end - 1].c == '/')
        --end;
    return end - at;
}

}  // namespace

std::size_t unit_length(const Runes& runes, std::size_t at, bool* money) {
    std::size_t ranks = 0;
    while (ranks < 3 && at + ranks < runes.size() && rank_of(runes[at + ranks].c) > 10)
        ++ranks;
    const std::size_t base = at + ranks;
    if (money) *money = false;
    // 萬公噸 is 萬 and 公噸, but 千瓦 is one word
    for (std::size_t skip = ranks + 1; skip-- > 0;) {
        const std::size_t from = at + skip;
        const std::size_t most = std::min(longest_unit, runes.size() - std::min(from, runes.size()));
        for (std::size_t length = most; length > 0; --length) {
            if (in(money_units(), runes, from, length)) {
                if (money) *money = true;
                return skip + length;
            }
            if (!in(han_units(), runes, from, length)) continue;
            const auto after = from + length;
            if (after < runes.size() && !runes[after].space && other_word(runes[after - 1].c, runes[after].c))
                continue;
            return skip + length;
        }
    }
    if (base < runes.size()) {
        // NT$ and the like stand before; a rank alone (140 億) is all that is printed
        const auto letters = letters_at(runes, base);
        if (letters > 0 && in(letter_units(), runes, base, letters)) return ranks + letters;
        if (letters > 0 && letters <= longest_unit && ranks == 0) {
            // GW/年 and the like: the part before the slash
            for (std::size_t k = 1; k < letters; ++k)
                if (runes[base + k].c == '/' && in(letter_units(), runes, base, k)) return k;
        }
        if (letters > 0 && ranks == 0) return 0;
    }
    return ranks;
}

}  // namespace gangmu::text
