using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Certificates.Tests;

/// <summary>A certificate as a PDF file, read with external programs.</summary>
internal sealed class PrintedCertificate : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("paper-").FullName;

    private PrintedCertificate(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path => System.IO.Path.Combine(folder, "paper.pdf");

    public static PrintedCertificate Of(string name, bool withEnglish = true) => new(CertificateSamples.Pdf(name, withEnglish));

    public static PrintedCertificate Of(CertificateContent content, bool withEnglish = true, int edition = 1) =>
        new(CertificateSamples.Pdf(content, withEnglish, edition));

    /// <summary>All text of the file without white space, so that line breaks do not matter.</summary>
    public async Task<string> WordsAsync() => Regex.Replace((await Tool.RunAsync("pdftotext", "-raw", Path, "-")).Output, @"\s+", "");

    public async Task<string[]> LinesAsync() => (await Tool.RunAsync("pdftotext", "-raw", Path, "-")).Output.Split('\n');

    public async Task<int> PagesAsync() =>
        int.Parse(
            Regex.Match((await Tool.RunAsync("pdfinfo", Path)).Output, @"Pages:\s+(\d+)").Groups[1].Value,
            CultureInfo.InvariantCulture
        );

    public async Task<string> PictureAsync(int page, int dotsPerInch, bool isGrey = false)
    {
        var stem = System.IO.Path.Combine(folder, $"page-{page}-{dotsPerInch}");
        string[] colours = isGrey ? ["-gray"] : [];
        var made = await Tool.RunAsync(
            "pdftoppm",
            [.. colours, "-r", $"{dotsPerInch}", "-f", $"{page}", "-l", $"{page}", "-singlefile", "-png", Path, stem]
        );
        Assert.True(made.Code == 0, made.Errors);
        return $"{stem}.png";
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

public sealed partial class CertificateTests
{
    // Mean difference in brightness over the page, from 0 to 1; one additional line of text would change it far more.
    private const double Tolerance = 0.004;
    private const int GoldenDotsPerInch = 60;

    public static TheoryData<string> Names => [.. CertificateSamples.All.Keys];

    /// <summary>
    /// Compares all certificates with the pictures in <c>Golden/</c>. <c>UPDATE_GOLDEN=1 dotnet test tests/Certificates.Tests --filter
    /// golden</c> replaces these and the picture in <c>docs/</c>.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_looks_like_its_golden_picture(string name)
    {
        using var certificate = PrintedCertificate.Of(name);
        var pages = await certificate.PagesAsync();
        var folder = Repository.PathOf("tests", "Certificates.Tests", "Golden");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.GetFiles(folder, $"{name}-*.png"))
                File.Delete(old);
            if (name == "registration")
                File.Copy(await certificate.PictureAsync(1, 96), Repository.PathOf("docs", "certificate.png"), overwrite: true);
            for (var page = 1; page <= pages; page++)
                File.Copy(
                    await certificate.PictureAsync(page, GoldenDotsPerInch, isGrey: true),
                    Path.Combine(folder, $"{name}-{page}.png")
                );
        }

        Assert.Equal(pages, Directory.GetFiles(folder, $"{name}-*.png").Length);
        for (var page = 1; page <= pages; page++)
        {
            var compared = await Tool.RunAsync(
                "compare",
                "-metric",
                "MAE",
                Path.Combine(folder, $"{name}-{page}.png"),
                await certificate.PictureAsync(page, GoldenDotsPerInch, isGrey: true),
                "null:"
            );
            var difference = Regex.Match(compared.Errors, @"\(([\d.e-]+)\)");
            Assert.True(difference.Success, compared.Errors);
            var share = double.Parse(difference.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.True(
                share <= Tolerance,
                $"{name}, page {page}, differs from its picture by {share:P2}. Look at it; if it is as it should be, draw the "
                    + "picture anew."
            );
        }
    }

    [Fact]
    public async Task A_golden_picture_does_not_pass_for_another_certificate()
    {
        using var other = PrintedCertificate.Of(
            new RegistrationContent(CertificateSamples.Contract with { TechnicalAmount = Yuan.Of(1_100_000), Title = "另一项目（虚构）" })
        );
        var golden = Repository.PathOf("tests", "Certificates.Tests", "Golden", "registration-1.png");
        var compared = await Tool.RunAsync(
            "compare",
            "-metric",
            "MAE",
            golden,
            await other.PictureAsync(1, GoldenDotsPerInch, isGrey: true),
            "null:"
        );
        Assert.True(
            double.Parse(Regex.Match(compared.Errors, @"\(([\d.e-]+)\)").Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture)
                > 0,
            compared.Errors
        );

        using var notice = PrintedCertificate.Of("cancellationNotice");
        compared = await Tool.RunAsync(
            "compare",
            "-metric",
            "MAE",
            Repository.PathOf("tests", "Certificates.Tests", "Golden", "revocationNotice-1.png"),
            await notice.PictureAsync(1, GoldenDotsPerInch, isGrey: true),
            "null:"
        );
        Assert.True(
            double.Parse(Regex.Match(compared.Errors, @"\(([\d.e-]+)\)").Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture)
                > Tolerance,
            compared.Errors
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_bears_title_number_edition_date_issuer_and_code(string name)
    {
        using var certificate = PrintedCertificate.Of(name);
        var words = await certificate.WordsAsync();
        var described = CertificateSamples.All[name].Describe();

        foreach (
            var printed in (string[])
                [
                    described.Title.Zh,
                    described.Title.En,
                    "CQGX-2026-000042",
                    "2026年11月20日",
                    described.Issuer,
                    "0ABCD-1EFGH-2JKMN-3PQRS",
                    "扫码核验真伪和现行状态",
                ]
        )
        {
            Assert.Contains(printed.Replace(" ", "", StringComparison.Ordinal), words, StringComparison.Ordinal);
        }
        var pages = await certificate.PagesAsync();
        for (var page = 1; page <= pages; page++)
            Assert.Contains($"第{page}页/共{pages}页", words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_QR_code_of_a_certificate_leads_to_its_verification(string name)
    {
        using var certificate = PrintedCertificate.Of(name);
        var read = await Tool.RunAsync("zbarimg", "-q", "--raw", await certificate.PictureAsync(await certificate.PagesAsync(), 150));
        Assert.Equal("https://certificates.example/api/verify/CQGX-2026-000042?code=0ABCD-1EFGH-2JKMN-3PQRS", read.Output.Trim());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_is_a_sound_file_that_archives_keep_and_programs_read_aloud(string name)
    {
        using var certificate = PrintedCertificate.Of(name);
        var checkedByQpdf = await Tool.RunAsync("qpdf", "--check", certificate.Path);
        Assert.True(checkedByQpdf.Code == 0, checkedByQpdf.Output + checkedByQpdf.Errors);
        var information = (await Tool.RunAsync("pdfinfo", certificate.Path)).Output;
        Assert.Matches(@"Tagged:\s+yes", information);
        var metadata = (await Tool.RunAsync("pdfinfo", "-meta", certificate.Path)).Output;
        Assert.Matches(name == "registration" ? @"pdfaid:part[^>]*>3<" : @"pdfaid:part[^>]*>2<", metadata);
        Assert.Matches(@"pdfaid:conformance[^>]*>A<", metadata);
        Assert.Matches(@"pdfuaid:part[^>]*>1<", metadata);

        // What a screen reader reads: the title as top heading, labels before values, a text instead of the QR code.
        var structure = (await Tool.RunAsync("pdfinfo", "-struct-text", certificate.Path)).Output;
        Assert.Contains("H1", structure, StringComparison.Ordinal);
        Assert.Contains("TH", structure, StringComparison.Ordinal);
        Assert.Contains("Figure", structure, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(structure, @"^\s*H1\b", RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_certificate_may_do_without_English(string name)
    {
        using var certificate = PrintedCertificate.Of(name, withEnglish: false);
        var words = await certificate.WordsAsync();
        Assert.Contains(CertificateSamples.All[name].Describe().Title.Zh, words, StringComparison.Ordinal);
        Assert.DoesNotContain(
            CertificateSamples.All[name].Describe().Title.En.Replace(" ", "", StringComparison.Ordinal),
            words,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Scantoverify", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Signedon", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        foreach (var name in CertificateSamples.All.Keys)
            Assert.Equal(CertificateSamples.Pdf(name), CertificateSamples.Pdf(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Content_comes_back_from_storage_as_it_was(string name)
    {
        var content = CertificateSamples.All[name];
        var again = Json.Read<CertificateContent>(Json.Write(content));
        Assert.IsType(content.GetType(), again);
        Assert.Equal(Json.Write(content), Json.Write(again));
    }

    [Theory]
    [InlineData("registration", "1,200,000.00", "960,000.00", "5000012026000042", "2026年9月8日至2028年9月8日", "技术开发（委托开发）")]
    [InlineData(
        "applicationForm",
        "1v7sp4gmsdsm98hd3kasejqajg",
        "12500107MB0A1B0135",
        "91500106MA5XUA015P",
        "技术开发（委托开发）",
        "2026年9月8日至2028年9月8日",
        "人民币（大写）壹佰贰拾万元整",
        "人民币（大写）玖拾陆万元整",
        "先进制造",
        "技术秘密",
        "技术合同文本；知识产权证明",
        "本表所填内容与所附合同文本和材料一致",
        "卖方（盖章）",
        "买方（盖章）",
        "代表人（签字）",
        "年月日"
    )]
    [InlineData("changeApplication", "技术合同变更登记申请表", "5000012026000042", "双方商定追加研究内容。", "待定", "卖方6（盖章）")]
    [InlineData("informationSheet", "技术秘密", "分期支付", "重庆高新区大学城虚构路1号", "设备180,000.00元")]
    [InlineData(
        "correctionNotice",
        "现将需补正的全部内容一次性告知如下",
        "合同第三页看不清，请重新扫描上传。",
        "印章不全或名称不一致",
        "《技术合同认定登记规则》",
        "不迟于2026年12月20日",
        "受理日期为补正材料提交之日，办理期限自该日起计算",
        "电话"
    )]
    [InlineData(
        "refusalNotice",
        "不属于技术合同",
        "合同标的为标准软件和服务器的买卖",
        "《技术合同认定登记规则》",
        "申请行政复议",
        "人民法院",
        "电话"
    )]
    [InlineData(
        "changeNotice",
        "1,150,000.00",
        "910,000.00",
        "重庆虎溪智能制造有限公司（虚构）",
        "即日起启用换发的登记证明（第2版），原登记证明作废"
    )]
    [InlineData("cancellationNotice", "双方协商一致解除合同。", "根据申请人的申请", "登记编号不再使用")]
    [InlineData(
        "revocationNotice",
        "登记时提交的知识产权证明系伪造。",
        "《技术合同认定登记管理办法》",
        "申请行政复议",
        "技术合同撤销登记通知书"
    )]
    [InlineData(
        "incomeAssessment",
        "450,000.00",
        "90,000.00",
        "67,500.00",
        "22,500.00",
        "360,000.00",
        "叁拾陆万元整",
        "财务专用章",
        "一式四份"
    )]
    [InlineData("taxReliefOpinion", "纳税义务发生时", "研发费用加计扣除", "由税务机关依法确定")]
    [InlineData("registeredList", "不作为税务凭证", "36,000,000.00", "28,800,000.00", "本清单同时失效")]
    [InlineData("rewardDecision", "9,600.00", "玖仟陆佰元整", "首档", "申请行政复议", "不具约束力", "960,000.00")]
    [InlineData(
        "rewardClawback",
        "6,600.00",
        "被撤销登记",
        "技术合同奖励调整（追回）决定书",
        "不迟于2026年12月20日",
        "账号",
        "申请行政复议"
    )]
    [InlineData("rewardNotice", "9,600.00", "共8日", "电话", "2026年11月27日", "5000012026000057")]
    [InlineData("grantNotice", "2026年第12次校长办公会", "甄一（虚构）", "2026年12月4日")]
    [InlineData("distributionNotice", "420,000.00", "280,000.00", "700,000.00", "5000012026000042", "2026年12月10日")]
    [InlineData("grant", "80%", "权属以登记为准", "ZL202610012345.6", "𠮷二（虚构）", "龘三（虚构）", "㛃四（虚构）")]
    [InlineData("longTermUse", "职务科技成果长期使用权证书", "2036年11月19日", "独占")]
    [InlineData("agreementSummary", "9f86d081884c7d659a2feaa0c55ad015", "收益分配", "费用承担")]
    [InlineData("distributionStatement", "甄一（虚构）", "420,000.00", "肆拾贰万元整", "2029年10月8日")]
    public async Task A_certificate_says_what_it_is_for(string name, params string[] printed)
    {
        using var certificate = PrintedCertificate.Of(name);
        var words = await certificate.WordsAsync();
        foreach (var one in printed)
            Assert.Contains(one, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_edition_stands_only_on_what_takes_the_place_of_an_earlier_one()
    {
        using var first = PrintedCertificate.Of("registration");
        Assert.DoesNotContain("版次", await first.WordsAsync(), StringComparison.Ordinal);
        using var second = PrintedCertificate.Of(CertificateSamples.All["registration"], edition: 2);
        Assert.Contains("版次第2版（换发）", await second.WordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_shows_one_person_nothing_of_what_others_get()
    {
        using var certificate = PrintedCertificate.Of("distributionStatement");
        var words = await certificate.WordsAsync();
        var (content, stored) = (
            CertificateSamples.All["distributionStatement"],
            Json.Write(CertificateSamples.All["distributionStatement"])
        );
        foreach (var of in (string[])["280,000", "700,000", "1,000,000", "1,200,000", "𠮷二"])
            Assert.DoesNotContain(of, words, StringComparison.Ordinal);
        foreach (var of in (string[])["280000", "700000", "1000000", "1200000", "𠮷二"])
            Assert.DoesNotContain(of, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(content.Describe().Facts, f => f.Shown.Contains("甄一", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_notice_of_a_reward_does_not_show_how_it_was_calculated()
    {
        using var certificate = PrintedCertificate.Of("rewardNotice");
        Assert.DoesNotContain("960,000", await certificate.WordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Public_verification_of_a_notice_hides_its_reasons()
    {
        foreach (var name in (string[])["correctionNotice", "refusalNotice"])
        {
            var facts = Json.Write(CertificateSamples.All[name].Describe().Facts);
            foreach (var inside in (string[])["印章", "看不清", "不属于技术合同", "服务器", CertificateSamples.Contract.Title])
                Assert.DoesNotContain(inside, facts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_those_concerned_may_see_a_certificate()
    {
        static Caller Of(Role role, string? organisation = null) => new("someone", "某人", new HashSet<Role> { role }, organisation);
        var (own, other) = (CertificateSamples.University.Uscc!, "91500107MA60TTTT1X");
        foreach (var (name, content) in CertificateSamples.All)
        {
            var access = content.Describe().Access;
            Assert.True(access.Permits(Of(Role.Office, own)), name);
            Assert.True(access.Permits(Of(Role.Auditor)) || name == "distributionStatement", name);
            Assert.Equal(name == "rewardNotice", access.Permits(Of(Role.Office, other)));
            Assert.Equal(name is "agreementSummary" or "distributionStatement", !access.Permits(Of(Role.Company, own)));
        }
        // The buyer must not learn from a certificate what the seller earned.
        Assert.False(
            CertificateSamples.All["incomeAssessment"].Describe().Access.Permits(Of(Role.Company, CertificateSamples.Company.Uscc))
        );
    }

    [Fact]
    public async Task Long_lists_go_over_pages_under_repeated_headings_with_whole_rows()
    {
        using var certificate = PrintedCertificate.Of("registeredList");
        var pages = await certificate.PagesAsync();
        Assert.True(pages >= 2);
        for (var page = 1; page < pages; page++)
        {
            var layout = Regex.Replace(
                (await Tool.RunAsync("pdftotext", "-raw", "-f", $"{page}", "-l", $"{page}", certificate.Path, "-")).Output,
                @"\s+",
                ""
            );
            Assert.Contains("登记编号", layout, StringComparison.Ordinal);
            Assert.Contains("不作为税务凭证", layout, StringComparison.Ordinal);
            // Titles take two lines here; a row must not be split between pages.
            Assert.Equal(Regex.Count(layout, "智能装配线"), Regex.Count(layout, @"50000120260000\d\d"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_last_page_of_a_certificate_holds_more_than_a_few_lines_and_the_QR_code(string name)
    {
        foreach (var withEnglish in (bool[])[true, false])
        {
            using var certificate = PrintedCertificate.Of(name, withEnglish);
            await LastPageIsFilledAsync(certificate, name);
        }
    }

    [Fact]
    public async Task A_contract_in_foreign_money_shows_currency_rate_and_day_and_the_foreign_party_its_country_and_number()
    {
        using var certificate = PrintedCertificate.Of(
            new RegistrationContent(
                CertificateSamples.Contract with
                {
                    ForeignPrice = new(new("美元", "US dollar"), 168_000, 7.1234m, new(2026, 3, 1)),
                    Buyers =
                    [
                        new(null, "汉莎工具有限公司（虚构）", "150", null, "304", false)
                        {
                            ForeignId = "HRB 12345",
                            CountryName = new("德国", "Germany"),
                        },
                    ],
                }
            )
        );
        var words = await certificate.WordsAsync();
        Assert.Contains("168,000.00美元，按2026年3月1日汇率7.1234折算", words, StringComparison.Ordinal);
        Assert.Contains("国别：德国；注册号：HRB12345", words, StringComparison.Ordinal);
        Assert.Contains("人民币（大写）壹佰贰拾万元整", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registration_numbers_of_a_list_stand_on_one_line_so_that_they_can_be_searched()
    {
        using var certificate = PrintedCertificate.Of("registeredList");
        var lines = await certificate.LinesAsync();
        var list = (RegisteredListContent)CertificateSamples.All["registeredList"];
        Assert.All(list.Contracts, c => Assert.Contains(lines, line => line.Contains(c.Number, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_last_page_of_a_list_holds_several_rows_however_many_there_are()
    {
        var (list, notice) = (
            (RegisteredListContent)CertificateSamples.All["registeredList"],
            (DistributionNoticeContent)CertificateSamples.All["distributionNotice"]
        );
        for (var rows = 1; rows <= 30; rows++)
        {
            using var listed = PrintedCertificate.Of(list with { Contracts = [.. list.Contracts.Take(rows)] });
            await LastPageIsFilledAsync(listed, $"{rows} contracts");
            using var awards = PrintedCertificate.Of(
                notice with
                {
                    Notice = notice.Notice with
                    {
                        Distribution = notice.Notice.Distribution with
                        {
                            Awards =
                            [
                                .. Enumerable.Range(1, rows).Select(i => new PersonAward($"p{i}", $"甄{i}（虚构）", "1%", Yuan.Of(100))),
                            ],
                        },
                    },
                }
            );
            await LastPageIsFilledAsync(awards, $"{rows} awards");
        }
    }

    [Fact]
    public async Task Several_sellers_are_numbered_and_do_not_leave_the_QR_code_alone()
    {
        for (var sellers = 2; sellers <= 14; sellers++)
        {
            using var certificate = PrintedCertificate.Of(
                new RegistrationContent(
                    CertificateSamples.Contract with
                    {
                        Sellers =
                        [
                            .. Enumerable
                                .Range(1, sellers)
                                .Select(i => CertificateSamples.University with { Name = $"第{i}研究所（虚构）" }),
                        ],
                    }
                )
            );
            Assert.Contains($"{sellers}.第{sellers}研究所（虚构）", await certificate.WordsAsync(), StringComparison.Ordinal);
            await LastPageIsFilledAsync(certificate, $"{sellers} sellers");
        }
    }

    // Requires six lines on the last page, not counting those that end every certificate.
    private static async Task LastPageIsFilledAsync(PrintedCertificate certificate, string name)
    {
        var pages = await certificate.PagesAsync();
        if (pages == 1)
            return;
        var text = (await Tool.RunAsync("pdftotext", "-layout", "-f", $"{pages}", "-l", $"{pages}", certificate.Path, "-")).Output;
        var lines = text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line) && !EndsEveryCertificate().IsMatch(line));
        Assert.True(lines >= 6, $"{name}: {lines} lines on page {pages}:\n{text}");
    }

    [GeneratedRegex("（续）|扫码核验|Scan to verify|核验码|0ABCD|（盖章）|^ *2026年11月20日$|第[0-9]+页/共")]
    private static partial Regex EndsEveryCertificate();

    [Fact]
    public async Task The_longest_texts_that_may_be_given_still_make_certificates()
    {
        var sentence = string.Concat(Enumerable.Repeat("请按照《技术合同认定登记规则》的要求补充说明技术内容、验收标准和价款构成，", 28))[
            ..990
        ];
        var many = CertificateSamples.Correction with
        {
            Title = sentence[..200],
            Corrections = [.. Enumerable.Range(1, 50).Select(i => new NoticeLine("other", new("其他", "other"), $"{sentence}第{i}项完"))],
        };
        using var correction = PrintedCertificate.Of(new CorrectionContent(many));
        Assert.InRange(await correction.PagesAsync(), 20, 80);
        var words = await correction.WordsAsync();
        for (var i = 1; i <= 50; i++)
            Assert.Contains($"第{i}项完", words, StringComparison.Ordinal);

        var sellers = CertificateSamples.Contract with
        {
            Sellers =
            [
                .. Enumerable.Range(1, 30).Select(i => CertificateSamples.University with { Name = $"缙云理工大学第{i}研究所（虚构）" }),
            ],
        };
        foreach (
            var content in (CertificateContent[])
                [
                    new RegistrationContent(sellers),
                    new InformationSheetContent(sellers with { Form = null }, 1),
                    new ChangeContent(CertificateSamples.Contract, CertificateSamples.Change with { Contract = sellers }),
                    new CancellationContent(sellers, new(2026, 11, 20), sentence, null),
                ]
        )
        {
            using var certificate = PrintedCertificate.Of(content);
            Assert.Contains("第30研究所", await certificate.WordsAsync(), StringComparison.Ordinal);
            Assert.Equal(0, (await Tool.RunAsync("qpdf", "--check", certificate.Path)).Code);
        }
    }

    [Fact]
    public async Task The_longest_label_of_a_form_is_printed_on_one_line()
    {
        var longest = new string('证', FormLine.LongestName);
        var form = CertificateSamples.Contract.Form! with
        {
            Sections =
            [
                new(
                    new("其他", "Other"),
                    [new(new(longest, "Longest"), new("JCK-1", "JCK-1")), new(new(longest, "Longest"), new("否", "no"))]
                ),
            ],
        };
        using var certificate = PrintedCertificate.Of(new InformationSheetContent(CertificateSamples.Contract with { Form = form }, 1));
        Assert.Equal(2, string.Join('\n', await certificate.LinesAsync()).Split(longest).Length - 1);
    }

    [Theory]
    [InlineData("按里程碑支付", "按里程碑支付")]
    [InlineData(null, "分期支付")]
    public async Task The_income_assessment_prints_the_payment_mode_of_the_message_whatever_the_form_calls_its_field(
        string? told,
        string printed
    )
    {
        var renamed = CertificateSamples.Contract.Form! with
        {
            Sections = [new(new("价款", "Price"), [new(new("付款方式", "Payment"), new("见合同", "see the contract"))])],
        };
        var contract = CertificateSamples.Contract with { Form = renamed, PaymentModeName = told is null ? null : new(told, told) };
        using var certificate = PrintedCertificate.Of(
            (IncomeContent)CertificateSamples.All["incomeAssessment"] with
            {
                Contract = contract,
            }
        );
        Assert.Contains(
            $"支付方式{printed}",
            (await certificate.WordsAsync()).Replace("Payment", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_name_that_was_erased_stays_away()
    {
        using var certificate = PrintedCertificate.Of(
            new GrantContent(CertificateSamples.InForce with { Grant = CertificateSamples.Grant with { Team = [new(null, "100%")] } })
        );
        Assert.Contains("（姓名已删除）", await certificate.WordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_nothing_that_is_printed_says_so()
    {
        using var certificate = PrintedCertificate.Of(
            new ChangeContent(
                CertificateSamples.Contract,
                CertificateSamples.Change with
                {
                    Contract = CertificateSamples.Contract,
                    ClericalSlip = true,
                }
            )
        );
        var words = await certificate.WordsAsync();
        Assert.Contains("变更内容见技术合同登记表", words, StringComparison.Ordinal);
        Assert.Contains("技术合同登记更正通知书", words, StringComparison.Ordinal);
    }
}
