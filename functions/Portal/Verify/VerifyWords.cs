using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Verify;

internal static class VerifyWords
{
    public static readonly Text Title = new("文书核验", "Verify a certificate");

    public static readonly Text Lead = new(
        "核对文书的真伪和当前状态，不需要登录。编号和核验码印在文书上，扫描文书上的二维码可以自动填写。",
        "Check whether a certificate is genuine and in force. You need not sign in. Number and code are printed on the certificate; its QR code fills them in."
    );

    public static readonly Text ByNumber = new("凭编号和核验码核验", "By number and code");
    public static readonly Text Number = new("文书编号", "Certificate number");
    public static readonly Text NumberHint = new(
        "大小写、全角半角、空格和连字符不影响核验。",
        "Case, width, blanks and hyphens do not matter."
    );
    public static readonly Text NumberMissing = new("请填写文书编号", "Enter the certificate number");
    public static readonly Text Code = new("核验码", "Verification code");
    public static readonly Text CodeHint = new("20个字母和数字，印在二维码旁。", "20 letters and digits, printed beside the QR code.");
    public static readonly Text CodeMissing = new("请填写核验码", "Enter the verification code");
    public static readonly Text Check = new("核验", "Verify");

    public static readonly Text ByFile = new("用文书的PDF文件核验", "With the PDF file");
    public static readonly Text File = new("文书的PDF文件", "PDF file of the certificate");

    public static readonly Text FileHint = new(
        "请选择从系统下载的原文件，不超过16MB。扫描件、照片和另存的副本不能核验，请改用编号和核验码。",
        "Choose the file as it was downloaded, up to 16 MB. Scans, photos and copies that were saved again cannot be judged: use number and code for these."
    );

    public static readonly Text Drop = new("也可以将文件拖放到此处。", "You can also drop the file here.");
    public static readonly Text CheckFile = new("核验文件", "Verify the file");
    public static readonly Text FileMissing = new("请选择要核验的PDF文件", "Choose the PDF file to verify");

    public static readonly Text Faults = new("请先更正以下内容", "There is a problem");

    public static readonly Text Result = new("核验结果", "Result");
    public static readonly Text UnknownAnswer = new("未查到该文书", "Not found");

    public static readonly Text UnknownAdvice = new(
        "没有该编号的文书，或者核验码不符，不能证明文书的真伪。请对照文书核对编号和核验码；仍查不到的，请联系文书上所列的签发机构。",
        "There is no certificate with this number, or the code is another one, so it is not shown to be genuine. Compare both with the certificate. If it still is not found, ask the office that it names as its issuer."
    );

    public static readonly Text ReplacedBy = new("现行文书编号：", "The certificate in force has the number");
    public static readonly Text CannotJudge = new("凭该文件不能判断真伪", "It cannot be judged from this file");
    public static readonly Text FileGenuine = new("文件真实，文书现行有效", "Genuine and in force");
    public static readonly Text FileEnded = new("文件真实，但文书已失效", "Genuine, but no longer in force");

    public static readonly Text Kind = new("文书种类", "Kind");
    public static readonly Text IssuedOn = new("签发日期", "Issued on");
    public static readonly Text Issuer = new("签发机构", "Issued by");
    public static readonly Text Signer = new("签名人", "Signed by");
    public static readonly Text SignedAt = new("签名时间", "Signed at");
    public static readonly Text TimeStamped = new("（时间戳）", " (time-stamped)");
    public static readonly Text Digest = new("文件校验值", "SHA-256 of the file");
    public static readonly Text Content = new("文书所载内容", "What the certificate says");

    public static Text Times(string since, string asOf) =>
        new($"该状态自{since}起；查询时间：{asOf}（北京时间）。", $"In this status since {since}; asked at {asOf} (Beijing time).");

    public static Text Asked(string asOf) => new($"查询时间：{asOf}（北京时间）。", $"Asked at {asOf} (Beijing time).");

    public static (Outlook Look, Text Answer) Judge(VerifiedFile file) =>
        (file.Unchanged, file.Status) switch
        {
            (true, CertificateStatus.Valid) => (Outlook.Good, FileGenuine),
            (true, _) => (Outlook.Bad, FileEnded),
            _ => (Outlook.Caution, CannotJudge),
        };

    public static Outlook LookOf(VerifiedCertificate certificate) =>
        certificate.Status switch
        {
            CertificateStatus.Valid => certificate.Caution is null ? Outlook.Good : Outlook.Caution,
            _ => Outlook.Bad,
        };
}
