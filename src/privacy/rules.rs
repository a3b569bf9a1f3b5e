//! The rules of what is found. Their values come from whoever looks: `found` is masked, `what` is the place, `digest` is
//! what `allow` names, `quote` is a few signs around, masked.

use crate::base::diag::rules;

rules! {
    /// An identity number.
    ID_NUMBER: Error "privacy/id-number" {
        zh: "{what}里有居民身份证号 {found}：{quote}" => "删去这个号码；名单里要靠它核对的，放进类型是 `id-number` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the identity number {found}: {quote}" => "delete the number; a list that is checked by it has it in a column of the type `id-number`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三，身份证号 532901190305061017", right: "facts:\n  申请人: 张三",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// The number of a disability card.
    DISABILITY_CARD: Error "privacy/disability-card" {
        zh: "{what}里有残疾人证号 {found}，里面有身份证号，最后两位是残疾类别和等级：{quote}" => "删去这个号码；名单里要靠它核对的，放进类型是 `id-number` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the disability card number {found}, which is the identity number with class and grade: {quote}" => "delete the number; a list that is checked by it has it in a column of the type `id-number`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三，残疾证号 53290119030506101743", right: "facts:\n  申请人: 张三",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// A passport or a permit to travel.
    PASSPORT: Error "privacy/passport" {
        zh: "{what}里有护照或通行证号 {found}：{quote}" => "删去这个号码；名单里要靠它核对的，放进类型是 `id-number` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the number {found} of a passport or permit: {quote}" => "delete the number; a list that is checked by it has it in a column of the type `id-number`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  投资人: 张三，护照号 E00000019", right: "facts:\n  投资人: 张三",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// A bank card.
    BANK_CARD: Error "privacy/bank-card" {
        zh: "{what}里有银行卡号 {found}：{quote}" => "删去这个号码；发放名单里的放进类型是 `bank-card` 的列，公开时自动去掉；单位的保证金、捐款账户连同户名（单位全称）写在 `contact:` 的 `pay-to:` 里，或放进类型是 `public-account` 的列；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the bank card {found}: {quote}" => "delete the number; in a list of payments it stands in a column of the type `bank-card`, which is not published; an account of a body, for deposits or donations, goes into `pay-to:` of `contact:` with the full name of the body, or a column of the type `public-account`; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  发放: 张三，卡号 6222020000001234566", right: "facts:\n  发放: 张三，300 元",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// The number of an account.
    ACCOUNT: Warning "privacy/account" {
        zh: "{what}里有账号 {found}：{quote}" => "删去这个号码；发放名单里的放进类型是 `bank-card` 的列，公开时自动去掉；单位的保证金、捐款账户连同户名（单位全称）写在 `contact:` 的 `pay-to:` 里，或放进类型是 `public-account` 的列；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the account {found}: {quote}" => "delete the number; in a list of payments it stands in a column of the type `bank-card`, which is not published; an account of a body, for deposits or donations, goes into `pay-to:` of `contact:` with the full name of the body, or a column of the type `public-account`; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  发放: 张三，存折账号 0012003400560", right: "facts:\n  发放: 张三，300 元",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// A mobile telephone.
    MOBILE: Warning "privacy/mobile" {
        zh: "{what}里有手机号 {found}：{quote}" => "删去这个号码；公务电话写在记录的 `contact:` 里，或单位 org.yaml 的 `contacts:` 里，名单里的放进类型是 `phone` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the mobile telephone {found}: {quote}" => "delete the number; the telephone of a post goes into `contact:` of the record or `contacts:` of org.yaml, that of somebody on a list into a column of the type `phone`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三，13800138000", right: "facts:\n  申请人: 张三",
        source: "{personal-information/publication}", "{personal-information/publication}",
    }
    /// A number plate.
    PLATE: Warning "privacy/plate" {
        zh: "{what}里有车牌号 {found}：{quote}" => "删去车牌；说清是哪一辆写车的用途，如“村委会皮卡车”；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the number plate {found}: {quote}" => "delete the plate; say what the car is for instead, like “the pick-up of the committee”; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  车辆: 张三的云L12345", right: "facts:\n  车辆: 张三的皮卡车",
        source: "{personal-information/publication}", "{personal-information/publication}",
    }
    /// The number of a house where somebody lives.
    HOME: Warning "privacy/home" {
        zh: "{what}里有住处的门牌 {found}：{quote}" => "写到村和组为止，去掉门牌、楼栋和房号；名单里的放进类型是 `address` 的列，公开时只留村组；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the number {found} of a house where somebody lives: {quote}" => "write the address down to village and group only; in a list it stands in a column of the type `address`, of which village and group are published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三，家住石桥村三组12号", right: "facts:\n  申请人: 张三，家住石桥村三组",
        source: "{personal-information/publication}", "{personal-information/publication}",
    }
    /// Somebody's health.
    HEALTH: Warning "privacy/health" {
        zh: "{what}里有某个人的健康、残疾、孕产、戒毒或矫正情况“{found}”：{quote}" => "去掉名字，只写人数；或去掉这几个字；名单里的放进类型是 `health` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows “{found}”, which tells somebody's health, disability, pregnancy, addiction or sentence: {quote}" => "leave out the name and give numbers, or leave out these words; in a list they stand in a column of the type `health`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三患肺结核", right: "facts:\n  申请人: 张三",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// A child with its name.
    CHILD: Warning "privacy/child" {
        zh: "{what}里有有名有姓的未满十四周岁儿童“{found}”：{quote}" => "去掉名字，只写人数；或去掉学校、班级、年龄；名单里的名字放进类型是 `minor` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows “{found}” about a child that is named: {quote}" => "leave out the name and give numbers, or leave out school, class and age; in a list the name stands in a column of the type `minor`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  受助人: 孤儿张三，石桥小学三年级学生", right: "facts:\n  受助人: 1 名学生",
        source: "{personal-information/children}", "{personal-information/children}",
    }
    /// The day of somebody's birth.
    BIRTH_DATE: Warning "privacy/birth-date" {
        zh: "{what}里有出生日期 {found}：{quote}" => "写到年为止，或删去；名单里的放进类型是 `birth-date` 的列，公开时自动去掉；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows the day of birth {found}: {quote}" => "give the year only, or nothing; in a list it stands in a column of the type `birth-date`, which is not published; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  候选人: 张三，1903年5月6日出生", right: "facts:\n  候选人: 张三，1903年出生",
        source: "{personal-information/publication}", "{personal-information/publication}",
    }
    /// Somebody's belief.
    RELIGION: Warning "privacy/religion" {
        zh: "{what}里有某个人的宗教信仰“{found}”：{quote}" => "去掉名字，只写人数；或去掉这几个字；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows “{found}”, which tells somebody's belief: {quote}" => "leave out the name and give numbers, or leave out these words; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  村民: 张三信基督教", right: "facts:\n  村民: 张三",
        source: "{personal-information/sensitive}", "{personal-information/sensitive}",
    }
    /// A mask behind which the value can be worked out.
    WEAK_MASK: Warning "privacy/weak-mask" {
        zh: "{what}里有遮得不够的 {found}，和旁边的内容一起还能推出原来的值：{quote}" => "整个删去；要留的话，身份证号不留，手机号只留前三后四，银行卡号只留后四位，两个字的姓名不和号码、住址写在一起；最好放进有类型的列，由程序遮挡；依法必须公开、本人单独同意、公务联系或处罚决定里的，写 `allow: [{value: {digest}, ground: duty}]`，依据写 `duty`、`consent`、`official` 或 `punishment`",
        en: "{what} shows {found}, of which so much is left that the rest can be worked out: {quote}" => "delete it; if some of it must stay, keep nothing of an identity number, three and four figures of a telephone, the last four of a bank card, and no name of two signs beside a number; best is a typed column, which the program masks; if a law requires it, the person agreed to it separately, it is a contact of an office, or it belongs to a punishment, write `allow: [{value: {digest}, ground: duty}]`, with the ground `duty`, `consent`, `official` or `punishment`",
        wrong: "facts:\n  申请人: 张三，532901********1017", right: "facts:\n  申请人: 张三",
        source: "{personal-information/publication}", "{personal-information/publication}",
    }
}
