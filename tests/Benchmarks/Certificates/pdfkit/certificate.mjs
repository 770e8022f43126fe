// Makes the certificate described on standard input (JSON) with pdfkit again and again; prints the number per second in the best of three rounds.
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';

const page = JSON.parse(readFileSync(0, 'utf8'));
// The files are read once, but pdfkit parses the fonts again for every document.
const fonts = { regular: readFileSync(page.regular), bold: readFileSync(page.bold) };
const mm = 72 / 25.4;

function make() {
  return new Promise((done) => {
    const pdf = new PDFDocument({ size: 'A4', margins: { top: 25 * mm, bottom: 25 * mm, left: 27 * mm, right: 27 * mm }, pdfVersion: '1.7', lang: 'zh-CN' });
    const parts = [];
    pdf.on('data', (part) => parts.push(part));
    pdf.on('end', () => done(Buffer.concat(parts)));
    pdf.registerFont('regular', fonts.regular);
    pdf.registerFont('bold', fonts.bold);
    const left = 27 * mm, width = pdf.page.width - 54 * mm, label = 27 * mm;

    pdf.lineWidth(1.6).strokeColor('#8A1C1C').rect(13 * mm, 13 * mm, pdf.page.width - 26 * mm, pdf.page.height - 26 * mm).stroke();
    pdf.font('bold').fontSize(26).fillColor('#8A1C1C').text(page.title, { align: 'center', characterSpacing: 3 });
    pdf.font('regular').fontSize(9.5).fillColor('#6B7280').text(page.english, { align: 'center' });
    pdf.moveDown();
    const head = pdf.y;
    pdf.fontSize(10.5).fillColor('#1F2A37').text(`证明编号　${page.number}`, left, head);
    pdf.text(`合同登记编号　${page.registration}`, left, head, { width, align: 'right' });
    let y = pdf.y + 16;
    pdf.lineWidth(0.5).strokeColor('#C8B89A');
    for (const row of page.rows) {
      const height = pdf.font('regular').fontSize(10.5).heightOfString(row.value, { width: width - label - 18 }) + 16;
      pdf.rect(left, y, label, height).fillAndStroke('#FAF6EE', '#C8B89A').rect(left + label, y, width - label, height).stroke();
      pdf.fillColor('#1F2A37').fontSize(10).text(row.zh, left + 7, y + 6).fillColor('#6B7280').fontSize(6.8).text(row.en);
      pdf.fillColor('#1F2A37').fontSize(10.5).text(row.value, left + label + 9, y + 8, { width: width - label - 18 });
      y += height;
    }
    pdf.text(page.statement, left, y + 18, { width, lineGap: 4 });
    const foot = pdf.page.height - 25 * mm - 30 * mm, module = (30 * mm) / page.qr.length;
    page.qr.forEach((modules, row) => [...modules].forEach((dark, column) => dark === '1' && pdf.rect(left + column * module, foot + row * module, module, module)));
    pdf.fill('#000000');
    pdf.fillColor('#1F2A37').fontSize(9).text('扫码核验真伪和现行状态', left + 35 * mm, foot + 40).text(`核验码 ${page.code}`);
    pdf.font('bold').text(`登记机构\n${page.issuer}\n${page.day}`, left + width / 2, foot + 40, { width: width / 2, align: 'right', height: 60 });
    pdf.end();
  });
}

for (let i = 0; i < 5; i++) await make();
let best = 0;
for (let round = 0; round < 3; round++) {
  const count = 15, start = performance.now();
  for (let i = 0; i < count; i++) {
    const file = await make();
    if (file.length < 10000) throw new Error(`pdfkit made ${file.length} bytes only.`);
  }
  best = Math.max(best, (1000 * count) / (performance.now() - start));
}
process.stdout.write(`${best}`);
