//! Which words offices write over which column.
//!
//! Aliases are compared after `normalise`; the earlier in its list, the stronger when two columns compete.

use super::normalise;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which roster a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 检查对象名录库.
    Subjects,
    /// 执法检查人员名录库.
    Inspectors,
    /// 随机抽查事项清单.
    Items,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Subjects, Self::Inspectors, Self::Items];
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// What a column is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// The field of a name, as saved mappings write it.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

fields! {
    /// 名称, 姓名.
    Name = "name";
    /// 统一社会信用代码.
    CreditCode = "credit_code";
    /// 注册号.
    RegistrationNo = "registration_no";
    /// 地址.
    Address = "address";
    /// 区县, 辖区.
    District = "district";
    /// 负责人.
    ResponsiblePerson = "responsible_person";
    /// 联系电话.
    Phone = "phone";
    /// 管理类别.
    Class = "class";
    /// 风险等级.
    Risk = "risk";
    /// 行业.
    Industry = "industry";
    /// 状态.
    Status = "status";
    /// 创建日期: kept as a further column, written the same way everywhere.
    Established = "established";
    /// 执法证号.
    CertificateNo = "certificate_no";
    /// 证件有效期至.
    CertificateUntil = "certificate_until";
    /// 工作单位.
    Department = "department";
    /// 职务.
    Post = "post";
    /// 资格, 专业.
    Qualifications = "qualifications";
    /// 性别.
    Sex = "sex";
    /// 回避申报.
    Recusals = "recusals";
    /// 抽查类别.
    Category = "category";
    /// 检查对象 of an item.
    Object = "object";
    /// 检查内容.
    Content = "content";
    /// 检查方式.
    Method = "method";
    /// 检查主体.
    Body = "body";
    /// 检查依据.
    Basis = "basis";
    /// 抽查比例.
    Ratio = "ratio";
    /// 抽查频次.
    Frequency = "frequency";
    /// 演示数据.
    Demo = "demo";
    /// 序号: of no meaning.
    RowNumber = "row_number";
}

type Aliases = (Field, &'static [&'static str]);

/// Columns that mean the same in every roster.
const COMMON: &[Aliases] = &[
    (Field::Demo, &["演示标记", "演示数据", "是否演示", "demo"]),
    (Field::RowNumber, &["序号", "行号", "ROW_NO", "XH", "No.", "No"]),
];

#[rustfmt::skip]
const SUBJECTS: &[Aliases] = &[
    (Field::Name, &["企业名称", "单位名称", "检查对象名称", "检查对象", "名称", "市场主体名称", "主体名称", "对象名称", "场所名称", "被检查单位", "单位（场所）名称", "矿山企业名称", "矿山企业", "商户名称", "字号名称", "QYMC", "DWMC", "DXMC", "ZTMC", "MC", "entname", "ep_name", "name"]),
    (Field::CreditCode, &["统一社会信用代码", "统一社会信用代码/注册号", "统一社会信用代码（注册号）", "统一信用代码", "社会信用代码", "信用代码", "TYSHXYDM", "TYXYDM", "SHXYDM", "XYDM", "uniscid", "USCC", "credit_code"]),
    (Field::RegistrationNo, &["注册号", "工商注册号", "营业执照注册号", "登记号", "营业执照号", "ZCH", "regno", "registration_no"]),
    (Field::Address, &["地址", "单位地址", "经营地址", "经营场所", "生产经营地址", "场所地址", "住所", "住所（经营场所）", "注册地址", "详细地址", "企业地址", "DZ", "DWDZ", "JYDZ", "JYCS", "ZS", "dom", "business_address", "address"]),
    (Field::District, &["区县", "所属区县", "县（市、区）", "县区", "所在区县", "辖区", "所属辖区", "行政区划", "管辖区域", "所属区域", "XZQH", "QX", "SSQX", "XQ", "district"]),
    (Field::ResponsiblePerson, &["负责人", "消防安全责任人", "法定代表人", "法定代表人（负责人）", "法定代表人/负责人", "主要负责人", "法人代表", "法人", "法定代表人姓名", "责任人", "经营者", "FDDBR", "FZR", "FRDB", "FR", "lerep", "charge_person", "responsible_person"]),
    (Field::Phone, &["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话", "负责人电话", "LXDH", "DH", "SJ", "SJH", "ep_phone", "tel", "phone"]),
    (Field::Class, &["管理类别", "单位类别", "消防管理类别", "监管类别", "单位分类", "分类", "重点类别", "列管类别", "GLLB", "DWLB", "class"]),
    (Field::Risk, &["风险等级", "风险级别", "火灾风险等级", "安全风险等级", "风险", "FXDJ", "FXJB", "risk"]),
    (Field::Industry, &["行业", "所属行业", "行业类别", "行业分类", "行业名称", "行业门类", "单位类型", "场所类型", "场所性质", "HY", "SSHY", "HYLB", "HYMC", "industry"]),
    (Field::Status, &["状态", "登记状态", "经营状态", "企业状态", "主体状态", "单位状态", "ZT", "QYZT", "DJZT", "JYZT", "regstate_cn", "regstate", "ep_status", "status"]),
    (Field::Established, &["创建日期", "成立日期", "成立时间", "设立日期", "注册日期", "CLRQ", "CJRQ", "estdate", "established"]),
];

#[rustfmt::skip]
const INSPECTORS: &[Aliases] = &[
    (Field::Name, &["姓名", "人员姓名", "执法人员姓名", "检查人员姓名", "检查人员", "执法人员", "XM", "RYXM", "user_name", "name"]),
    (Field::CertificateNo, &["执法证号", "执法证件号", "执法证件号码", "执法证编号", "行政执法证号", "行政执法证件号", "行政执法证编号", "执法资格证编号", "执法资格证号", "执法证件编号", "执法证件证号", "证件号码", "证件编号", "执法证", "证号", "部门执法证编号", "省政府执法证编号", "ZFZH", "ZFZBH", "ZFZJH", "ZJBH", "law_number", "certificate_no"]),
    (Field::CertificateUntil, &["有效期至", "证件有效期至", "执法证有效期至", "执法证有效期", "执法证件有效期至", "执法证件有效期", "证件有效期", "有效期", "有效日期", "到期日期", "有效期限", "YXQZ", "YXQ", "certificate_until"]),
    (Field::Department, &["工作单位", "单位", "所在单位", "部门", "所在部门", "业务部门", "单位名称", "所属单位", "执法单位", "科室", "GZDW", "DW", "BM", "SZBM", "department"]),
    (Field::Post, &["职务", "岗位", "执法岗位", "职务/岗位", "ZW", "GW", "post"]),
    (Field::Qualifications, &["岗位资格", "资格", "专业", "专业类别", "执法领域", "业务专长", "专业特长", "执法资格", "ZY", "ZGLB", "qualifications"]),
    (Field::Sex, &["性别", "XB", "sex"]),
    (Field::Phone, &["联系电话", "手机", "手机号", "手机号码", "电话", "联系方式", "LXDH", "SJ", "SJH", "phone"]),
    (Field::Status, &["人员状态", "状态", "在岗状态", "执法人员状态", "在岗情况", "RYZT", "ZT", "status"]),
    (Field::Recusals, &["回避申报", "回避对象", "回避事项", "回避情况", "应回避单位", "回避", "HBDX", "HBSB", "recusals"]),
];

#[rustfmt::skip]
const ITEMS: &[Aliases] = &[
    (Field::Name, &["抽查事项", "抽查事项名称", "检查事项", "检查事项名称", "事项名称", "抽查项目", "CCSX", "SXMC", "name"]),
    (Field::Category, &["抽查类别", "抽查领域", "检查类别", "事项大类", "抽查项目类别", "CCLB", "category"]),
    (Field::Class, &["事项类别", "事项类型", "检查事项类型", "SXLB", "class"]),
    (Field::Object, &["检查对象", "抽查对象", "监管对象", "JCDX", "CCDX", "object"]),
    (Field::Content, &["检查内容", "抽查内容", "JCNR", "CCNR", "content"]),
    (Field::Method, &["检查方式", "抽查方式", "检查方法", "JCFS", "method"]),
    (Field::Body, &["检查主体", "抽查主体", "实施主体", "发起部门", "牵头部门", "JCZT", "body"]),
    (Field::Department, &["编制单位名称", "编制单位", "单位名称", "department"]),
    (Field::Basis, &["检查依据", "抽查依据", "实施依据", "法律依据", "JCYJ", "basis"]),
    (Field::Ratio, &["抽查比例", "检查比例", "抽查比例（数量）", "比例", "CCBL", "ratio"]),
    (Field::Frequency, &["抽查频次", "检查频次", "年度检查频次", "频次", "CCPC", "frequency"]),
];

fn aliases(kind: Kind) -> impl Iterator<Item = &'static Aliases> {
    let own = match kind {
        Kind::Subjects => SUBJECTS,
        Kind::Inspectors => INSPECTORS,
        Kind::Items => ITEMS,
    };
    own.iter().chain(COMMON)
}

/// The heading we ourselves write over a field: in templates, and in problems about a column that is not there.
pub fn label(kind: Kind, field: Field) -> &'static str {
    aliases(kind)
        .find(|(f, _)| *f == field)
        .and_then(|(_, words)| words.first())
        .copied()
        .unwrap_or(field.name())
}

/// The fields a template offers, in order.
pub fn template_fields(kind: Kind) -> Vec<Field> {
    aliases(kind)
        .map(|(field, _)| *field)
        .filter(|f| !matches!(f, Field::Demo | Field::RowNumber))
        .collect()
}

/// The aliases of one kind of roster, ready for comparison.
#[derive(Debug)]
pub struct Dictionary(BTreeMap<String, (Field, usize)>);

impl Dictionary {
    /// Normalises every alias once.
    pub fn new(kind: Kind) -> Self {
        let mut words = BTreeMap::new();
        for (field, list) in aliases(kind) {
            for (rank, word) in list.iter().enumerate() {
                words.entry(normalise(word)).or_insert((*field, rank));
            }
        }
        Self(words)
    }

    /// The field of a heading and the rank of the alias that matched. `parts` are its header rows, top first.
    pub fn lookup(&self, parts: &[String]) -> Option<(Field, usize)> {
        let leaf = parts.last()?;
        // "执法证件" over "编号" means more than "编号" alone.
        let whole = parts.concat();
        let lower_two = parts
            .get(parts.len().saturating_sub(2)..)
            .map(<[String]>::concat)
            .unwrap_or_default();
        [&whole, &lower_two, leaf].into_iter().find_map(|text| {
            let normal = normalise(text);
            self.0
                .get(&normal)
                .or_else(|| self.0.get(&without_brackets(&normal)))
                .copied()
        })
    }
}

/// `统一社会信用代码(18位)` → `统一社会信用代码`.
fn without_brackets(normal: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for character in normal.chars() {
        match character {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}
