//! Simplified and traditional script in one text. Only pairs count of which neither is written in the other script; a
//! single character may be a name.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::base::lang::Text;
use crate::load::pasted::Line;

/// Characters in traditional and in simplified script, in the same order.
const TRADITIONAL: &str = "國實務財開關會員書記黨區鄉鎮縣辦議選舉戶貧資產業農糧壩億萬為這們對來時間經濟發電話應當點過還進長門問題現\
    錢銀買賣費報學習醫療藥環衛節歲齡單條規則證認識請謝讓責貢獻車馬魚鳥龍風飛陽陰隊階際難雙離靈麗齊幫廣廠廳級\
    給統網總維護補貼貸額領頭順預調談論設評試該誰講說讀課變動勞勝勢勸協憲審寫寶專將導屬層歷歸殘處備夢場壓團圍\
    圖執擔換損擇擴攔權標樣樓機橋檢歡氣濕滿漢漲潔災爾獎獨畢異盡監盤確礦禮種積稱穩窮競筆簡糾紀約純細終組結絕絡\
    緊線練縮績織繼續罰義聖聯聲職肅腦臨興舊莊華葉蓋藝蘭術裝見視覺觀觸計訂訓訪許訴診詐詞詢詳誠誤譯貨販貫購貴質\
    贈趕軍軟較載輕輛輔輪輸轉運達違遠適遷邊郵鄰釋鋼錄鋪鎖鐵鑽閉閒閱隨險雜雞靜頂項須頒頻顆顧顯飯飲養駐驗髮鹽麥\
    齒";
const SIMPLIFIED: &str = "国实务财开关会员书记党区乡镇县办议选举户贫资产业农粮坝亿万为这们对来时间经济发电话应当点过还进长门问题现\
    钱银买卖费报学习医疗药环卫节岁龄单条规则证认识请谢让责贡献车马鱼鸟龙风飞阳阴队阶际难双离灵丽齐帮广厂厅级\
    给统网总维护补贴贷额领头顺预调谈论设评试该谁讲说读课变动劳胜势劝协宪审写宝专将导属层历归残处备梦场压团围\
    图执担换损择扩拦权标样楼机桥检欢气湿满汉涨洁灾尔奖独毕异尽监盘确矿礼种积称稳穷竞笔简纠纪约纯细终组结绝络\
    紧线练缩绩织继续罚义圣联声职肃脑临兴旧庄华叶盖艺兰术装见视觉观触计订训访许诉诊诈词询详诚误译货贩贯购贵质\
    赠赶军软较载轻辆辅轮输转运达违远适迁边邮邻释钢录铺锁铁钻闭闲阅随险杂鸡静顶项须颁频颗顾显饭饮养驻验发盐麦\
    齿";

/// Whether a character is of traditional script alone, or of simplified alone; others are in neither list.
static IS_TRADITIONAL: LazyLock<HashMap<char, bool>> = LazyLock::new(|| {
    let of = |signs: &'static str, is_traditional| signs.chars().map(move |sign| (sign, is_traditional));
    of(TRADITIONAL, true).chain(of(SIMPLIFIED, false)).collect()
});

/// A text in one script with characters of the other.
pub(super) struct Mixed {
    /// Where the first of them stands in its line.
    pub(super) at: Range<usize>,
    /// The script of the text.
    pub(super) main: Text,
    /// The script of those characters.
    pub(super) other: Text,
    /// The first of them.
    pub(super) signs: String,
}

/// What was seen of one script.
#[derive(Default)]
struct Seen<'l, 't> {
    count: usize,
    distinct: Vec<char>,
    first: Option<(&'l Line<'t>, usize)>,
}

/// Of so many different characters the names are kept.
const SHOWN: usize = 10;
/// So many different characters of the other script are no slip of one name.
const FOREIGN: usize = 2;
/// So many characters say in which script a text is.
const MAIN: usize = 10;

/// The first line with a character of the other script, if the text has enough of both.
pub(super) fn find<'l, 't>(lines: &'l [Line<'t>]) -> Option<(&'l Line<'t>, Mixed)> {
    const NAMES: [Text; 2] = [Text { zh: "简体", en: "simplified" }, Text { zh: "繁体", en: "traditional" }];
    let mut seen: [Seen<'_, '_>; 2] = Default::default();
    for line in lines {
        for (at, sign) in line.text.char_indices().filter(|(_, sign)| !sign.is_ascii()) {
            let Some(is_traditional) = IS_TRADITIONAL.get(&sign) else { continue };
            let own = &mut seen[usize::from(*is_traditional)];
            own.count += 1;
            own.first.get_or_insert((line, at));
            if own.distinct.len() < SHOWN && !own.distinct.contains(&sign) {
                own.distinct.push(sign);
            }
        }
    }
    let main = usize::from(seen[1].count > seen[0].count);
    let other = &seen[1 - main];
    let (line, at) = other.first.filter(|_| seen[main].count >= MAIN && other.distinct.len() >= FOREIGN)?;
    let signs: Vec<String> = other.distinct.iter().map(char::to_string).collect();
    let at = at..at + signs[0].len();
    Some((line, Mixed { at, main: NAMES[main], other: NAMES[1 - main], signs: signs.join("、") }))
}

#[cfg(test)]
mod tests {
    use super::{SIMPLIFIED, TRADITIONAL};

    #[test]
    fn pairs_are_pairs() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(TRADITIONAL.chars().all(|sign| !SIMPLIFIED.contains(sign)));
    }
}
