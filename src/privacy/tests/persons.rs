//! Persons who are named in part, in another script or by another people, behind ordinary words and in lists.

use super::told;
use crate::privacy::{Around, Sort, find};

const PERSONS: &[(&str, Sort)] = &[
    ("张*三患艾滋病", Sort::Health),
    ("李某（精神分裂症）", Sort::Health),
    ("王**（肢体残疾一级）", Sort::Health),
    ("张某某，HIV阳性", Sort::Health),
    ("艾滋患者李某某", Sort::Health),
    ("李大爷患肺癌", Sort::Health),
    ("关于给予张三（精神残疾二级）救助的公示", Sort::Health),
    ("对张三（肺癌）给予救助", Sort::Health),
    ("经查张三患肺癌", Sort::Health),
    ("我村张三患肺癌", Sort::Health),
    ("石桥村张三患肺癌", Sort::Health),
    ("看望张三（尿毒症）", Sort::Health),
    ("救助张三（尿毒症）", Sort::Health),
    ("兹有张三，患肺癌", Sort::Health),
    ("精神残疾人：张三、李四、王五", Sort::Health),
    ("残疾人名单：张三、李四", Sort::Health),
    ("重度残疾：张三", Sort::Health),
    ("社区矫正：李四", Sort::Health),
    ("李大年患肺癌", Sort::Health),
    ("王建设患肺癌", Sort::Health),
    ("张鹏程（肺癌）", Sort::Health),
    ("阿依古丽患肺癌", Sort::Health),
    ("扎西次仁（肺癌）", Sort::Health),
    ("岩温患肺癌", Sort::Health),
    ("买买提·艾力患肺结核", Sort::Health),
    ("张　三患肺癌", Sort::Health),
    ("张三，重残", Sort::Health),
    ("张三双目失明", Sort::Health),
    ("李桂芳丈夫患尿毒症。", Sort::Health),
    ("李桂芳母亲瘫痪在床。", Sort::Health),
    ("李桂芳家，丈夫长年瘫痪在床。", Sort::Health),
    ("李桂芳户，因病致贫，其妻精神分裂症。", Sort::Health),
    ("李桂芳户因妻子患癌症致贫。", Sort::Health),
    ("李桂芳精神失常", Sort::Health),
    ("小张患尿毒症，请大家捐款。", Sort::Health),
    ("老王得了肝癌。", Sort::Health),
    ("李桂芳，民国32年5月生", Sort::BirthDate),
    ("李桂芳生于民国三十二年五月初六", Sort::BirthDate),
    ("李桂芳，38年3月生", Sort::BirthDate),
    ("李桂芳，1938年3月生人", Sort::BirthDate),
    ("盲人张三", Sort::Health),
    ("张三截肢", Sort::Health),
    ("张三（hiv阳性）", Sort::Health),
    ("张三被判处有期徒刑三年", Sort::Health),
    ("社区戒毒人员张三", Sort::Health),
    ("张三信佛", Sort::Religion),
    ("三（2）班张小三", Sort::Child),
    ("張三患愛滋病", Sort::Health),
    ("殘疾人張三", Sort::Health),
    ("張小三，石橋小學三年級學生", Sort::Child),
    ("雲L12345", Sort::Plate),
    ("车牌: L12345", Sort::Plate),
    ("张三，1903年05月生", Sort::BirthDate),
    ("张三（1903-05-06）", Sort::BirthDate),
    ("张三（1903年5月6日）", Sort::BirthDate),
    ("张三，男，汉族，1903年5月6日", Sort::BirthDate),
    ("张小三，2018年生", Sort::Child),
    ("call 07700 900123", Sort::Mobile),
    ("+44 7700 900123", Sort::Mobile),
    ("NI number AB 12 34 56 C", Sort::IdNumber),
    ("AB123456C", Sort::IdNumber),
    ("sort code 20-00-00, account 12345678", Sort::Account),
    ("4111 1111 1111 1111", Sort::BankCard),
    ("IBAN GB82 WEST 1234 5698 7654 32", Sort::Account),
    ("NHS number 943 476 5919", Sort::IdNumber),
    ("John Smith, born 6 May 1903", Sort::BirthDate),
    ("Date of birth: 06/05/1903", Sort::BirthDate),
    ("张三，身份证后四位1017", Sort::WeakMask),
    ("张三 卡尾号：0018", Sort::WeakMask),
];

#[test]
fn a_person_need_not_be_named_well() {
    let missed = PERSONS.iter().filter(|(text, sort)| !told(text).iter().any(|(own, _)| own == sort));
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(&str, Sort)>::new());
    let beside = |text: &str, label: &str, beside: &str| find(text, Around { label, beside, ..Around::default() });
    assert_eq!(beside("患艾滋病", "备注", "张*三 二组").len(), 1);
    assert_eq!(beside("张小三", "儿童", "").len(), 1);
    assert_eq!(beside("061017", "身份证后六位", "张三").len(), 1);
    assert_eq!(beside("患愛滋病", "備註", "張三").len(), 1);
    assert_eq!(beside("石桥村三组12号", "地址", "张三").len(), 1);
    assert_eq!(beside("患肺癌", "备注", "张\u{3000}三 二组").len(), 1);
}
