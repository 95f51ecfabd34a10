// Taiwan's 22 counties and cities as tiles about where they lie: a schematic map, not a map of borders.
export interface County { name: string; short: string; en: string; column: number; row: number }

const TILES: [name: string, en: string, column: number, row: number][] = [
  ['連江縣', 'Lienchiang', 0, 0], ['基隆市', 'Keelung', 5, 0],
  ['臺北市', 'Taipei', 4, 1], ['新北市', 'New Taipei', 5, 1],
  ['金門縣', 'Kinmen', 0, 2], ['桃園市', 'Taoyuan', 3, 2], ['新竹市', 'Hsinchu City', 2, 2], ['宜蘭縣', 'Yilan', 5, 2],
  ['新竹縣', 'Hsinchu', 3, 3], ['苗栗縣', 'Miaoli', 2, 3],
  ['臺中市', 'Taichung', 3, 4], ['花蓮縣', 'Hualien', 4, 5],
  ['彰化縣', 'Changhua', 2, 4], ['南投縣', 'Nantou', 3, 5], ['雲林縣', 'Yunlin', 2, 5],
  ['澎湖縣', 'Penghu', 0, 6], ['嘉義縣', 'Chiayi', 3, 6], ['嘉義市', 'Chiayi City', 2, 6], ['臺東縣', 'Taitung', 4, 6],
  ['臺南市', 'Tainan', 2, 7], ['高雄市', 'Kaohsiung', 3, 7], ['屏東縣', 'Pingtung', 3, 8],
];
export const COUNTIES: County[] = TILES.map(([name, en, column, row]) => ({ name, short: name.slice(0, 2), en, column, row }));
export const MAP_COLUMNS = 6;
export const MAP_ROWS = 9;

// The county that a name is of: 臺北市政府, 台北市, 高雄市政府衛生局. 新竹 and 嘉義 alone are two places, so they are none.
export function countyOf(name: string): County | undefined {
  const text = name.replaceAll('台', '臺');
  return COUNTIES.find((c) => text.includes(c.name));
}

// Classes of about equal size; the same value is always in the same class.
export function classes(values: number[], most = 5): (value: number) => number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const count = Math.min(most, sorted.length);
  return (value) => {
    const below = sorted.filter((v) => v < value).length;
    return sorted.length < 2 ? 0 : Math.min(count - 1, Math.floor((below * count) / sorted.length));
  };
}
