using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Pdf.Pictures;
using TechTransfer.Pdf.Uploads;

namespace TechTransfer.Hosting.Documents;

/// <summary>Checks that a document is complete, needs no password, contains nothing executable, and does not decompress to an excessive
/// size.</summary>
public static class DocumentCheck
{
    /// <summary>Checks a document of the given type; null when it is acceptable. Reads the file in pieces or memory-mapped, so memory use
    /// stays small.</summary>
    public static Problem? Of(FileStream content, string type)
    {
        content.Position = 0;
        if (type is DocumentType.Ofd or DocumentType.Xlsx)
            return PackageCheck.Of(content);
        using var file = new MappedFile(content);
        return type switch
        {
            DocumentType.Pdf => UploadCheck.Of(file.Memory) is { } problem ? Answer(problem) : null,
            DocumentType.Png => PictureCheck.OfPng(file.Memory.Span) is { } problem ? Answer(problem, "PNG", "chunks") : null,
            DocumentType.Jpeg => PictureCheck.OfJpeg(file.Memory.Span) is { } problem ? Answer(problem, "JPEG", "segments") : null,
            _ => throw new ArgumentException($"{type} is not taken.", nameof(type)),
        };
    }

    internal static Problem Broken(string zh, string en) => Problem.Of(Catalogue.DocumentBroken, ("reason", new Text(zh, en)));

    internal static Problem Oversized(string zh, string en) => Problem.Of(Catalogue.DocumentOversized, ("reason", new Text(zh, en)));

    private static Problem Active(string zh, string en) => Problem.Of(Catalogue.DocumentActive, ("what", new Text(zh, en)));

    private static Problem Answer(UploadProblem problem) =>
        problem switch
        {
            UploadProblem.Truncated => Broken("PDF不完整，缺少文件尾", "the end of the PDF is missing"),
            UploadProblem.Empty => Broken("PDF没有内容", "the PDF has no objects"),
            UploadProblem.TooManyObjects => Oversized("PDF对象过多", "the PDF has too many objects"),
            UploadProblem.TooDeep => Oversized("PDF对象嵌套过深", "the PDF's objects are nested too deeply"),
            UploadProblem.Inflates => Oversized("对象流压缩比异常", "the compression ratio of its object streams is abnormal"),
            UploadProblem.Encrypted => Problem.Of(Catalogue.DocumentEncrypted),
            UploadProblem.Script => Active("脚本", "JavaScript"),
            UploadProblem.Launch => Active("启动程序的动作", "an action that starts a program"),
            UploadProblem.DynamicForm => Active("可带脚本的动态表单", "a dynamic form (XFA), which can contain scripts"),
            UploadProblem.RichMedia => Active("可执行的富媒体", "rich media that can be executed"),
            _ => Broken("PDF结构无法检查，请重新另存为PDF", "the PDF's structure cannot be checked; save it as a PDF again"),
        };

    private static Problem Answer(PictureProblem problem, string format, string parts) =>
        problem switch
        {
            PictureProblem.Truncated => Broken($"{format}不完整", $"the {format} ends too early"),
            PictureProblem.WrongChecksum => Broken($"{format}校验和不符", $"a checksum in the {format} is wrong"),
            PictureProblem.WrongSize => Broken($"{format}尺寸不正确", $"the dimensions of the {format} are wrong"),
            PictureProblem.TooManyPixels => Oversized("图像像素过多", "the image has too many pixels"),
            PictureProblem.TooManyScans => Oversized($"{format}扫描次数过多", $"the {format} has too many scans"),
            PictureProblem.NoImage => Broken($"{format}没有图像数据", $"the {format} has no image data"),
            _ => Broken($"{format}结构不正确", $"the structure of the {format} is wrong ({parts})"),
        };
}
