using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Replays;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class NoticeMessagesTests
{
    private static T Told<T>(Change<Contract> change) =>
        Assert.IsType<T>(Assert.Single(ContractMessages.Of(change.State, change.Event!, Given.Rules)));

    private static Change<Contract> Returned(Contract state, params Correction[] corrections) =>
        Return
            .Decide(state, corrections.Length == 0 ? Given.ACorrection : new(corrections), Given.RegistrarA, Given.Rules, Given.Now)
            .Value;

    [Fact]
    public void A_return_tells_the_applicant_all_that_is_to_be_put_right_at_once()
    {
        var told = Told<CorrectionRequested>(
            Returned(Given.Submitted(), new("paperUnreadable", "第三页看不清。"), new("sealDiffers", "印章名称与卖方名称不一致。"))
        );

        Assert.Equal(("case-C01", 1, null, Given.Today), (told.CaseId, told.Round, told.Number, told.ReturnedOn));
        Assert.Equal((Given.Filer.Organisation, "重庆高新区技术合同认定登记机构（示例）"), (told.Applicant.Uscc, told.RegistrarOffice));
        Assert.Equal(
            [("paperUnreadable", "材料不清晰", "第三页看不清。"), ("sealDiffers", "印章不全或者名称不一致", "印章名称与卖方名称不一致。")],
            told.Corrections.Select(c => (c.Code, c.Text.Zh, c.Remarks!))
        );
        Assert.Equal(("第三十九条", Confidence.Draft), (told.Corrections[1].Citation!.Article, told.Corrections[1].Citation!.Confidence));
    }

    [Fact]
    public void Returns_of_a_contract_and_of_its_changes_are_counted_on()
    {
        var first = Returned(Given.Changing(ContractStatus.Submitted));
        Assert.Equal((1, Given.Registered().Number), (Told<CorrectionRequested>(first).Round, Told<CorrectionRequested>(first).Number));

        var withdrawn = Withdraw.Decide(first.State, Given.Filer, Given.Now).Value.State;
        var filed = FileChange
            .Decide(withdrawn, new(Given.ChangedContent(withdrawn.Content), "再次申请变更。"), Given.Filer, Given.Rules, Given.Now)
            .Value.State;
        Assert.Equal(2, Told<CorrectionRequested>(Returned(filed)).Round);
    }

    [Fact]
    public void A_refusal_tells_its_coded_reason_and_the_registrars_words()
    {
        var told = Told<RefusalDecided>(Refuse.Decide(Given.Accepted(), Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value);

        Assert.Equal((1, null, Given.Today, Given.Filer.Organisation), (told.Round, told.Number, told.RefusedOn, told.Applicant.Uscc));
        Assert.Equal(
            ("notTechnologyContract", "不属于技术合同", "属于货物买卖。", "第三十九条"),
            (told.Reason.Code, told.Reason.Text.Zh, told.Reason.Remarks, told.Reason.Citation!.Article)
        );
    }

    [Fact]
    public void A_refused_change_is_told_with_the_number_that_stays()
    {
        var told = Told<RefusalDecided>(
            Refuse.Decide(Given.Changing(ContractStatus.Accepted), Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value
        );
        Assert.Equal((1, Given.Registered().Number), (told.Round, told.Number));
    }

    [Fact]
    public void A_refusal_after_an_upheld_objection_is_the_second()
    {
        var upheld = Resolve
            .Decide(Given.Objected(Given.Refused()), new(ObjectionOutcome.Upheld, "重新认定。"), Given.RegistrarA, Given.Rules, Given.Now)
            .Value;
        Assert.Equal(new RefusalLifted("case-C01", 1), Told<RefusalLifted>(upheld));

        var again = upheld.State;
        Assert.Equal(2, Told<RefusalDecided>(Refuse.Decide(again, Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value).Round);
    }

    [Fact]
    public void The_form_numbers_several_sellers_and_writes_foreign_money_in_words()
    {
        var registered = Given.Registered("C13");
        var (one, content) = (registered.Content.Sellers[0], registered.Content);
        var told = ContractMessages.Facts(
            registered with
            {
                Content = content with
                {
                    Sellers = [one, one with { Name = "第二卖方（虚构）" }],
                    Currency = "USD",
                    OriginalValue = 200_000,
                    ExchangeRate = 7.1m,
                    ExchangeRateOn = new(2026, 3, 1),
                },
            },
            Given.Rules
        );

        Assert.Equal(
            ["卖方1", "卖方2"],
            told.Form!.Sections.Select(s => s.Name.Zh).Where(n => n.StartsWith("卖方", StringComparison.Ordinal))
        );
        var lines = told.Form.Sections.SelectMany(s => s.Lines).ToLookup(l => l.Name.Zh, l => l.Value);
        Assert.Equal([new("200,000.00美元", "200,000.00 US dollar")], lines["原币金额"]);
        Assert.Equal([new("7.1（2026年3月1日）", "7.1 (2026-03-01)")], lines["汇率"]);
        Assert.Equal(new(new("美元", "US dollar"), 200_000, 7.1m, new(2026, 3, 1)), told.ForeignPrice);
    }

    [Fact]
    public void A_foreign_party_is_told_with_its_country_and_number()
    {
        var registered = Given.Registered("C13");
        var buyer = registered.Content.Buyers[0] with { Uscc = null, Country = "304", ForeignId = "HRB 12345", Region = null };
        var told = ContractMessages.Facts(registered with { Content = registered.Content with { Buyers = [buyer] } }, Given.Rules);
        Assert.Equal(("HRB 12345", "德国"), (told.Buyers[0].ForeignId, told.Buyers[0].CountryName?.Zh));
        Assert.Equal((null, null), (told.Sellers[0].ForeignId, told.Sellers[0].CountryName));
    }

    [Fact]
    public void The_form_goes_along_with_codes_in_words_and_without_persons_and_descriptions()
    {
        var registered = Given.Registered("C13");
        var told = Assert.IsType<ContractRegistered>(
            Assert.Single(
                ContractMessages.Of(registered, new NumberAllotted(registered.Number!, registered.RegisteredOn!.Value), Given.Rules)
            )
        );
        // A replay sends the same content to a consumer.
        Assert.Equal(Json.Write(told), Json.Write(Snapshots.Of(registered, Given.Rules)!));

        string Value(string name) => told.Form!.Sections.SelectMany(s => s.Lines).First(l => l.Name.Zh == name).Value.Zh;
        Assert.Equal(("分期支付", "否", "中文"), (Value("支付方式"), Value("关联交易"), Value("合同语言")));
        Assert.Equal(new Text("分期支付", "Instalments"), told.PaymentModeName);
        Assert.Contains("3,300,000.00元", Value("非技术性费用"), StringComparison.Ordinal);
        Assert.Equal(registered.Content.Sellers[0].Name, told.Form!.Sections.First(s => s.Name.Zh == "卖方").Lines[0].Value.Zh);
        var text = Json.Write(told);
        foreach (var (_, party) in registered.Content.AllParties())
        {
            Assert.All(
                (string?[])[party.Contact, party.Phone, party.Representative, party.Signer],
                person => Assert.DoesNotContain(person!, text, StringComparison.Ordinal)
            );
        }
        Assert.All(registered.Content.CostLines, line => Assert.DoesNotContain(line.Description, text, StringComparison.Ordinal));
        Assert.All(
            told.Form.Sections.SelectMany(s => s.Lines),
            line => Assert.DoesNotContain("  ", $"{line.Name.Zh}{line.Value.Zh}{line.Value.En}", StringComparison.Ordinal)
        );
    }
}
