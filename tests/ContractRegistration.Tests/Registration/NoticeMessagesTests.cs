using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Replays;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class NoticeMessagesTests
{
    private static T MessageOf<T>(Change<Contract> change) =>
        Assert.IsType<T>(Assert.Single(ContractMessages.Of(change.State, change.Event!, Given.Rules)));

    private static Change<Contract> Returned(Contract state, params Correction[] corrections) =>
        Return
            .Decide(state, corrections.Length == 0 ? Given.ACorrection : new(corrections), Given.RegistrarA, Given.Rules, Given.Now)
            .Value;

    [Fact]
    public void A_submission_tells_what_the_application_form_shows()
    {
        var told = MessageOf<ApplicationSubmitted>(Submit.Decide(Given.Drafted(), new(), Given.Filer, Given.Rules, Given.Now).Value);

        Assert.Equal(("case-C01", 1, null, Given.Today), (told.CaseId, told.Submission, told.Number, told.SubmittedOn));
        Assert.Equal((Given.Filer.Organisation, Given.Drafted().Content.Title), (told.Applicant.Uscc, told.Title));
        Assert.Equal(("D1", "委托开发"), (told.Kind, told.KindName.Zh));
        Assert.Equal((Given.Drafted().Content.ContractValue, Yuan.Of(960_000)), (told.ContractValue, told.ClaimedTechnicalAmount));
        Assert.Contains(
            told.Form.Sections.SelectMany(s => s.Lines),
            line => line.Name.Zh == "技术领域" && !line.Value.Zh.Any(char.IsAsciiDigit)
        );
        Assert.Equal(Yuan.Of(240_000), told.Form.Deductions.Sum(d => d.Amount));
        Assert.NotEmpty(told.Attachments);
        var written = Json.Write(told);
        foreach (var party in Given.Drafted().Content.AllParties().Select(p => p.Party))
            Assert.All(
                [party.Contact, party.Phone, party.Representative],
                person => Assert.DoesNotContain(person!, written, StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Every_submission_of_a_contract_and_of_its_changes_has_an_application_form_of_its_own()
    {
        var first = Submit.Decide(Given.Drafted(), new(), Given.Filer, Given.Rules, Given.Now).Value.State;
        var again = Submit.Decide(Returned(first).State, Given.AnswersTo(Returned(first).State), Given.Filer, Given.Rules, Given.Now).Value;
        Assert.Equal(2, MessageOf<ApplicationSubmitted>(again).Submission);

        var registered = Given.Registered() with { Submissions = 2 };
        var filed = FileChange
            .Decide(registered, new(Given.ChangedContent(registered.Content), "申请变更。"), Given.Filer, Given.Rules, Given.Now)
            .Value;
        var change = MessageOf<ApplicationSubmitted>(filed);
        Assert.Equal((3, registered.Number, "申请变更。"), (change.Submission, change.Number, change.ChangeReason));
        Assert.Equal(Given.ChangedContent(registered.Content).ContractValue, change.ContractValue);
        var changeAgain = Submit
            .Decide(Returned(filed.State).State, Given.AnswersTo(Returned(filed.State).State), Given.Filer, Given.Rules, Given.Now)
            .Value;
        Assert.Equal(4, MessageOf<ApplicationSubmitted>(changeAgain).Submission);
    }

    [Fact]
    public void A_return_lists_everything_to_correct_at_once()
    {
        var message = MessageOf<CorrectionRequested>(
            Returned(Given.Submitted(), new("paperUnreadable", "第三页看不清。"), new("sealDiffers", "印章名称与卖方名称不一致。"))
        );

        Assert.Equal(("case-C01", 1, null, Given.Today), (message.CaseId, message.Round, message.Number, message.ReturnedOn));
        Assert.Equal(
            (Given.Filer.Organisation, "重庆高新区技术合同认定登记机构（示例）"),
            (message.Applicant.Uscc, message.RegistrarOffice)
        );
        Assert.Equal(
            [
                ("paperUnreadable", "材料不清晰", "第三页看不清。"),
                ("sealDiffers", "印章不全，或者印章名称与当事人名称不一致", "印章名称与卖方名称不一致。"),
            ],
            message.Corrections.Select(c => (c.Code, c.Text.Zh, c.Remarks!))
        );
    }

    [Fact]
    public void Returns_of_a_contract_and_of_its_changes_are_counted_on()
    {
        var first = Returned(Given.Changing(ContractStatus.Submitted));
        Assert.Equal(
            (1, Given.Registered().Number),
            (MessageOf<CorrectionRequested>(first).Round, MessageOf<CorrectionRequested>(first).Number)
        );

        var withdrawn = Withdraw.Decide(first.State, Given.Filer, Given.Now).Value.State;
        var filed = FileChange
            .Decide(withdrawn, new(Given.ChangedContent(withdrawn.Content), "再次申请变更。"), Given.Filer, Given.Rules, Given.Now)
            .Value.State;
        Assert.Equal(2, MessageOf<CorrectionRequested>(Returned(filed)).Round);
    }

    [Fact]
    public void The_message_of_a_refusal_contains_its_coded_reason_and_the_registrars_words()
    {
        var message = MessageOf<RefusalDecided>(
            Refuse.Decide(Given.Accepted(), Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value
        );

        Assert.Equal(
            (1, null, Given.Today, Given.Filer.Organisation),
            (message.Round, message.Number, message.RefusedOn, message.Applicant.Uscc)
        );
        Assert.Equal(
            ("notTechnologyContract", "不属于技术合同", "属于货物买卖。", "第三十九条"),
            (message.Reason.Code, message.Reason.Text.Zh, message.Reason.Remarks, message.Reason.Citation!.Article)
        );
    }

    [Fact]
    public void The_message_of_a_refused_change_contains_the_number_that_stays()
    {
        var message = MessageOf<RefusalDecided>(
            Refuse.Decide(Given.Changing(ContractStatus.Accepted), Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value
        );
        Assert.Equal((1, Given.Registered().Number), (message.Round, message.Number));
    }

    [Fact]
    public void A_refusal_after_an_upheld_objection_is_the_second()
    {
        var upheld = Resolve
            .Decide(Given.Objected(Given.Refused()), new(ObjectionOutcome.Upheld, "重新认定。"), Given.RegistrarA, Given.Rules, Given.Now)
            .Value;
        Assert.Equal(new RefusalLifted("case-C01", 1), MessageOf<RefusalLifted>(upheld));

        var again = upheld.State;
        Assert.Equal(
            2,
            MessageOf<RefusalDecided>(Refuse.Decide(again, Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value).Round
        );
    }

    [Fact]
    public void The_form_numbers_several_sellers_and_writes_foreign_money_in_words()
    {
        var registered = Given.Registered("C13");
        var (one, content) = (registered.Content.Sellers[0], registered.Content);
        var message = ContractMessages.Facts(
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
            message.Form!.Sections.Select(s => s.Name.Zh).Where(n => n.StartsWith("卖方", StringComparison.Ordinal))
        );
        var lines = message.Form.Sections.SelectMany(s => s.Lines).ToLookup(l => l.Name.Zh, l => l.Value);
        Assert.Equal([new("200,000.00美元", "200,000.00 US dollar")], lines["原币金额"]);
        Assert.Equal([new("7.1（2026年3月1日）", "7.1 (2026-03-01)")], lines["汇率"]);
        Assert.Equal(new(new("美元", "US dollar"), 200_000, 7.1m, new(2026, 3, 1)), message.ForeignPrice);
    }

    [Fact]
    public void No_label_of_the_form_is_longer_than_the_certificate_has_room_for()
    {
        var registered = Given.Registered("C13");
        var (content, seller) = (registered.Content, registered.Content.Sellers[0]);
        var filled = content with
        {
            Sellers = [seller with { Scale = CompanyScale.Small, BodyFlags = [BodyFlag.TransferBody] }],
            Licence = new(LicenceMode.Exclusive, 3, "中国"),
            Buyers = [seller with { Uscc = null, Country = "304", ForeignId = "HRB 12345" }],
            Intermediary = seller,
            IpRights = [new("01", "ZL202610000001.1")],
            AchievementId = "a1",
            Royalty = new("销售额", 0.05m, Yuan.Of(100_000), Yuan.Of(500_000)),
            Equity = new(0.2m, "示例公司（虚构）"),
            Currency = "USD",
            OriginalValue = 200_000,
            ExchangeRate = 7.1m,
            ExchangeRateOn = new(2026, 3, 1),
            InKind = [new("示例公司（虚构）", "设备", Yuan.Of(10_000))],
            RelatedOwnership = 0.3m,
            ImportExportNumber = "JCK-1",
        };
        var lines = ContractMessages.Facts(registered with { Content = filled, NationalNumber = "N1" }, Given.Rules).Form!.Sections;
        Assert.Equal(33, lines.SelectMany(s => s.Lines).Select(l => l.Name).Distinct().Count());
        Assert.All(lines.SelectMany(s => s.Lines), line => Assert.InRange(line.Name.Zh.Length, 1, FormLine.LongestName));
    }

    [Fact]
    public void The_message_of_a_foreign_party_contains_its_country_and_number()
    {
        var registered = Given.Registered("C13");
        var buyer = registered.Content.Buyers[0] with { Uscc = null, Country = "304", ForeignId = "HRB 12345", Region = null };
        var message = ContractMessages.Facts(registered with { Content = registered.Content with { Buyers = [buyer] } }, Given.Rules);
        Assert.Equal(("HRB 12345", "德国"), (message.Buyers[0].ForeignId, message.Buyers[0].CountryName?.Zh));
        Assert.Equal((null, null), (message.Sellers[0].ForeignId, message.Sellers[0].CountryName));
    }

    [Fact]
    public void The_form_goes_along_with_codes_in_words_and_without_persons_and_descriptions()
    {
        var registered = Given.Registered("C13");
        var message = Assert.IsType<ContractRegistered>(
            Assert.Single(
                ContractMessages.Of(registered, new NumberAllotted(registered.Number!, registered.RegisteredOn!.Value), Given.Rules)
            )
        );
        // A replay sends the same content to a consumer.
        Assert.Equal(Json.Write(message), Json.Write(Snapshots.Of(registered, Given.Rules)!));

        string Value(string name) => message.Form!.Sections.SelectMany(s => s.Lines).First(l => l.Name.Zh == name).Value.Zh;
        Assert.Equal(("分期支付", "否", "中文"), (Value("支付方式"), Value("关联交易"), Value("合同语言")));
        Assert.Equal(new Text("分期支付", "Instalments"), message.PaymentModeName);
        Assert.Contains("3,300,000.00元", Value("非技术性费用"), StringComparison.Ordinal);
        Assert.Equal(registered.Content.Sellers[0].Name, message.Form!.Sections.First(s => s.Name.Zh == "卖方").Lines[0].Value.Zh);
        var text = Json.Write(message);
        foreach (var (_, party) in registered.Content.AllParties())
        {
            Assert.All(
                (string?[])[party.Contact, party.Phone, party.Representative, party.Signer],
                person => Assert.DoesNotContain(person!, text, StringComparison.Ordinal)
            );
        }
        Assert.All(registered.Content.CostLines, line => Assert.DoesNotContain(line.Description, text, StringComparison.Ordinal));
        Assert.All(
            message.Form.Sections.SelectMany(s => s.Lines),
            line => Assert.DoesNotContain("  ", $"{line.Name.Zh}{line.Value.Zh}{line.Value.En}", StringComparison.Ordinal)
        );
    }
}
