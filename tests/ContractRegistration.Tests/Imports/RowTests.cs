using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>Conversion of rows into contracts: the values that cells may have, and code and column of each fault.</summary>
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
        ContractRow.Read(FileTests.Read(sheet.Csv(), ImportFile.Csv).Single(), ImportMode.Drafts, Given.Rules.Codes);
}
