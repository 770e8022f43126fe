using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Imports;

public sealed class RowTests
{
    [Theory]
    [InlineData("projectname", "", "projectname", "value_missing")]
    [InlineData("contracttype", "", "contracttype", "value_missing")]
    [InlineData("techarea", " ", "techarea", "value_missing")]
    [InlineData("industry", "", "industry", "value_missing")]
    [InlineData("socioeconomicgoal", "", "socioeconomicgoal", "value_missing")]
    [InlineData("projectplantype", "", "projectplantype", "value_missing")]
    [InlineData("ipr", "", "ipr", "value_missing")]
    [InlineData("buyername", "", "buyername", "value_missing")]
    [InlineData("buyertype", "", "buyertype", "value_missing")]
    [InlineData("seller_name", "", "seller_name", "value_missing")]
    [InlineData("seller_type", "", "seller_type", "value_missing")]
    [InlineData("intermediary_uscc", "91500107MA0A1B0000", "intermediary_name", "value_missing")]
    [InlineData("signdate", "", "signdate", "value_missing")]
    [InlineData("signdate", "去年", "signdate", "not_a_date")]
    [InlineData("signdate", "2026-02-30", "signdate", "not_a_date")]
    [InlineData("signdate", "01/03/2026", "signdate", "not_a_date")]
    [InlineData("contractbegindate", "46082", "contractbegindate", "not_a_date")]
    [InlineData("contractenddate", "2026-03-01 08:30", "contractenddate", "not_a_date")]
    [InlineData("totalamount", "120万元", "totalamount", "not_an_amount")]
    [InlineData("totalamount", "120万", "totalamount", "not_an_amount")]
    [InlineData("totalamount", "12,00,000", "totalamount", "not_an_amount")]
    [InlineData("totalamount", "1.2.3", "totalamount", "not_an_amount")]
    [InlineData("totalamount", "1200000.005", "totalamount", "too_many_decimals")]
    [InlineData("totalamount", "9999999999999999", "totalamount", "amount_too_large")]
    [InlineData("technicalamount", "约96万", "technicalamount", "not_an_amount")]
    [InlineData("isrelated", "", "isrelated", "value_missing")]
    [InlineData("isrelated", "可能", "isrelated", "not_yes_or_no")]
    [InlineData("buyer_islist", "2", "buyer_islist", "not_yes_or_no")]
    [InlineData("paymethod", "", "paymethod", "value_missing")]
    [InlineData("paymethod", "赊账", "paymethod", "unknown_word")]
    [InlineData("valuestatus", "差不多", "valuestatus", "unknown_word")]
    [InlineData("buyer_scale", "巨型", "buyer_scale", "unknown_word")]
    [InlineData("seller_signerauthority", "0", "seller_signerauthority", "unknown_word")]
    [InlineData("exchangerate", "七点八五", "exchangerate", "not_a_number")]
    [InlineData("royalty_rate", "3", "royalty_base", "value_missing")]
    [InlineData("royalty_base", "销售额", "royalty_rate", "value_missing")]
    [InlineData("royalty_rate", "百分之三", "royalty_rate", "not_a_number")]
    [InlineData("equity_company", "甲公司", "equity_share", "value_missing")]
    [InlineData("licence_mode", "独占", "licence_years", "value_missing")]
    [InlineData("licence_mode", "随意", "licence_mode", "unknown_word")]
    [InlineData("costlines", "设备 180000", "costlines", "not_a_list")]
    [InlineData("costlines", "{\"type\":\"equipment\"}", "costlines", "not_a_list")]
    [InlineData("costlines", "[{\"type\":\"equipment\",\"description\":\"台\",\"amount\":\"1\"}]", "costlines[0].amount", "not_a_list")]
    [InlineData("costlines", "[{\"type\":\"equipment\",\"description\":\"台\",\"amount\":1,\"x\":1}]", "costlines[0].x", "not_a_list")]
    [InlineData("instalments", "[{\"amount\":1.001}]", "instalments[0].amount", "not_a_list")]
    [InlineData("restrictiveclauses", "noImprovement", "restrictiveclauses", "not_a_list")]
    [InlineData(
        "costlines",
        "[{\"type\":\"equipment\",\"description\":\"\\u200b台\\u200b件\",\"amount\":1}]",
        "costlines[0].description",
        "not_a_list"
    )]
    [InlineData("projectname", "目\u200B标", "projectname", "text_malformed")]
    [InlineData("seller_name", "重庆\uE5C5科技", "seller_name", "text_malformed")]
    public void A_cell_that_says_nothing_sound_is_a_fault_under_its_column(string column, string value, string path, string code)
    {
        var faults = Read(Sheet.Of("C01").With(column, value)).Errors;

        Assert.Contains(faults, f => f.Path == path && f.Code == code);
        Assert.All(faults, f => Assert.NotEqual(f.Message.Zh, f.Message.En));
    }

    [Theory]
    [InlineData("totalamount", "1,200,000.00", "contractValue", "1200000")]
    [InlineData("totalamount", "￥1,200,000", "contractValue", "1200000")]
    [InlineData("totalamount", "1200000元", "contractValue", "1200000")]
    [InlineData("totalamount", "１２０００００．５０", "contractValue", "1200000.5")]
    [InlineData("totalamount", "1200000.100", "contractValue", "1200000.1")]
    [InlineData("totalamount", "1200000元整", "contractValue", "1200000")]
    [InlineData("totalamount", "人民币1200000圆整", "contractValue", "1200000")]
    [InlineData("totalamount", "RMB 1,200,000.00", "contractValue", "1200000")]
    [InlineData("totalamount", "\u00A51200000", "contractValue", "1200000")]
    [InlineData("totalamount", "1\u00A0200\u2009000\u200B", "contractValue", "1200000")]
    [InlineData("totalamount", "1，200，000", "contractValue", "1200000")]
    [InlineData("totalamount", "'1200000", "contractValue", "1200000")]
    [InlineData("signdate", "２０２６年４月２日", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026年4月2号", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026 年 4 月 2 日", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "二〇二六年四月二日", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "二○二六年十二月二十一日", "signedOn", "\"2026-12-21\"")]
    [InlineData("signdate", "2026－4－2", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026/4/2 0:00", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026-04-02T00:00:00.000Z", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026-04-01T16:00:00Z", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "'2026-04-02", "signedOn", "\"2026-04-02\"")]
    [InlineData("projectname", "智能\r\n装配线", "title", "\"智能 装配线\"")]
    [InlineData("projectname", "  智能装配线\u3000", "title", "\"智能装配线\"")]
    [InlineData("contracttype", "技术开发-委托开发", "kind", "\"D1\"")]
    [InlineData("contracttype", "技术开发（委托开发）", "kind", "\"D1\"")]
    [InlineData("contracttype", "技术开发合同（委托开发）", "kind", "\"D1\"")]
    [InlineData("contracttype", "委托开发合同", "kind", "\"D1\"")]
    [InlineData("contracttype", "委托\n开发", "kind", "\"D1\"")]
    [InlineData("techarea", "电子信息技术", "technicalField", "\"1\"")]
    [InlineData("isrelated", "无", "relatedParty", "false")]
    [InlineData("isrelated", "√", "relatedParty", "true")]
    [InlineData("signdate", "2026/4/2", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026年4月2日", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "20260402", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026.4.2", "signedOn", "\"2026-04-02\"")]
    [InlineData("signdate", "2026-04-02 00:00:00", "signedOn", "\"2026-04-02\"")]
    [InlineData("contracttype", "D1", "kind", "\"D1\"")]
    [InlineData("contracttype", "2", "kind", "\"D1\"")]
    [InlineData("contracttype", "委托开发", "kind", "\"D1\"")]
    [InlineData("contracttype", "技术服务", "kind", "\"S1\"")]
    [InlineData("contracttype", "别的", "kind", "\"别的\"")]
    [InlineData("paymethod", "1", "paymentMode", "\"once\"")]
    [InlineData("paymethod", "一次总付", "paymentMode", "\"once\"")]
    [InlineData("paymethod", "一次支付", "paymentMode", "\"once\"")]
    [InlineData("valuestatus", "暂估", "valueStatus", "\"estimated\"")]
    [InlineData("valuestatus", "预估", "valueStatus", "\"estimated\"")]
    [InlineData("valuestatus", "确定", "valueStatus", "\"fixed\"")]
    [InlineData("paymethod", "分期支付", "paymentMode", "\"instalments\"")]
    [InlineData("paymethod", "入门费加提成", "paymentMode", "\"entranceFeeAndRoyalty\"")]
    [InlineData("paymethod", "useFirst", "paymentMode", "\"useFirst\"")]
    [InlineData("techarea", "先进制造", "technicalField", "\"3\"")]
    [InlineData("ipr", "未涉及知识产权", "ipKind", "\"none\"")]
    [InlineData("projectplantype", "计划外", "planSource", "\"none\"")]
    [InlineData("isrelated", "是", "relatedParty", "true")]
    [InlineData("isrelated", "0", "relatedParty", "false")]
    [InlineData("relatedownership", "35%", "relatedOwnership", "0.35")]
    [InlineData("relatedownership", "0.350", "relatedOwnership", "0.35")]
    public void A_cell_may_say_the_same_in_several_ways(string column, string value, string field, string json)
    {
        var read = Read(Sheet.Of("C01").With(NationalForm.ClaimedKind, "").With(column, value));

        Assert.Empty(read.Errors);
        Assert.Equal(json, JsonNode.Parse(Json.Write(read.Content))![field]!.ToJsonString(Json.Options));
    }

    [Theory]
    [InlineData("重庆市沙坪坝区")]
    [InlineData("沙坪坝区")]
    [InlineData("500106")]
    public void A_district_may_stand_behind_its_city(string region) =>
        Assert.Equal("500106", Read(Sheet.Of("C01").With("region", region)).Content.Buyers[0].Region);

    [Theory]
    [InlineData("９１５００１０６ＭＡ５ＸＵＡ０１５Ｐ")]
    [InlineData("91500106ma5xua015p")]
    [InlineData("9150 0106\u00A0MA5X-UA01-5P\t")]
    [InlineData("'91500106\u200BMA5XUA015P\uFEFF")]
    public void A_credit_code_is_taken_in_its_plain_form(string typed) =>
        Assert.Equal("91500106MA5XUA015P", Read(Sheet.Of("C01").With("buyer_uscc", typed)).Content.Buyers[0].Uscc);

    [Theory]
    [InlineData("totalamount", "120万元", "convert it and enter 1200000", "填写1200000")]
    [InlineData("totalamount", "0.5亿", "convert it and enter 50000000", "填写50000000")]
    [InlineData("totalamount", "1.23E+06", "scientific notation may have lost digits", "科学计数法")]
    [InlineData("totalamount", "伍拾万元整", "in Arabic numerals", "阿拉伯数字")]
    [InlineData("totalamount", "12,00,000", "do not separate groups of three", "千位分隔符")]
    [InlineData("totalamount", "$500000", "enter foreign money in the column 'originalvalue'", "原币金额")]
    [InlineData("signdate", "46328", "probably 2026-11-02", "可能是2026年11月2日")]
    [InlineData("signdate", "3月1号", "the year is missing", "补充年份")]
    [InlineData("signdate", "2026年3月", "the day is missing", "填写到日")]
    [InlineData("signdate", "3/1/2026", "year, month and day in this order", "年、月、日的顺序")]
    [InlineData("signdate", "1-Mar-26", "with four digits", "四位年份")]
    [InlineData("signdate", "2026-03-01 08:30", "leave the time out", "不填写时间")]
    [InlineData("signdate", "2026-02-30", "there is no such day", "没有这一天")]
    [InlineData("signdate", "9999-12-31", "the year must be between 1900 and 2200", "年份应在")]
    [InlineData("signdate", "0001-01-01", "the year must be between 1900 and 2200", "年份应在")]
    public void A_cell_that_is_refused_says_why(string column, string value, string en, string zh)
    {
        var error = Read(Sheet.Of("C01").With(column, value)).Errors.Single();

        Assert.Contains(en, error.Message.En, StringComparison.Ordinal);
        Assert.Contains(zh, error.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_names_the_cell_by_the_files_own_heading()
    {
        var layout = new SheetLayout(null, [new("signdate", "签约时间", 30)]);
        var row = FileTests.Read(Sheet.Of("C01").With("signdate", "去年").Csv()).Single();

        var error = ContractRow.Read(row, ImportMode.Drafts, Given.Rules.Codes, layout).Errors.Single();

        Assert.StartsWith("签约时间 (AE2): must be a date", error.Message.En, StringComparison.Ordinal);
        Assert.StartsWith("“签约时间”（AE2）应填写日期", error.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_in_a_name_becomes_a_blank_with_a_notice()
    {
        var read = Read(Sheet.Of("C01").With("buyer_signer", "王五\r\n赵六"));

        Assert.Equal("王五 赵六", read.Content.Buyers[0].Signer);
        Assert.Equal(("buyer_signer", "line_break_replaced"), (read.Notices.Single().Path, read.Notices.Single().Code));
    }

    [Fact]
    public void Value_status_defaults_to_fixed_with_an_amount_and_undetermined_without()
    {
        Assert.Equal(ValueStatus.Fixed, Read(Sheet.Of("C01").With("valuestatus", "")).Content.ValueStatus);
        Assert.Equal(ValueStatus.Undetermined, Read(Sheet.Of("C01").With("valuestatus", "").With("totalamount", "")).Content.ValueStatus);
    }

    [Theory]
    [InlineData("金额性质", "价款性质")]
    [InlineData("申报技术交易额", "填报技术交易额")]
    public void A_heading_of_earlier_exports_is_read(string before, string now) => Assert.Equal(now, NationalForm.Find(before)?.Heading);

    public static TheoryData<string> Samples() => [.. Enumerable.Range(1, 16).Select(i => $"C{i:D2}")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_comes_back_from_its_row(string sample)
    {
        var content = Given.Content(sample);

        var read = Read(Sheet.Of(sample));

        Assert.Empty(read.Errors);
        Assert.Equal(Json.Write(content), Json.Write(read.Content));
    }

    [Theory]
    [InlineData("title", "projectname")]
    [InlineData("contractValue", "totalamount")]
    [InlineData("sellers", "seller_name")]
    [InlineData("sellers[0].uscc", "seller_uscc")]
    [InlineData("sellers[2].uscc", "moresellers[1].uscc")]
    [InlineData("buyers[0].region", "region")]
    [InlineData("buyers[1]", "morebuyers[0]")]
    [InlineData("intermediary.kind", "intermediary_type")]
    [InlineData("costLines[3].amount", "costlines[3].amount")]
    [InlineData("royalty.rate", "royalty_rate")]
    [InlineData("", "")]
    [InlineData("attachments", "attachments")]
    public void A_field_of_a_contract_is_found_in_its_column(string field, string column) =>
        Assert.Equal(column, NationalForm.PathOf(field));

    [Fact]
    public void No_identity_document_is_ever_written() =>
        Assert.DoesNotContain(NationalForm.Exported, c => c.Path.EndsWith("personId", StringComparison.Ordinal));

    private static ContractRow Read(Sheet sheet) =>
        ContractRow.Read(FileTests.Read(sheet.Csv()).Single(), ImportMode.Drafts, Given.Rules.Codes);
}
