// Reads QR codes with the camera: with the browser's own detector, else with jsQR, fetched then.
const PAUSE = 150, AGAIN = 4000;

async function reader(video, decoder) {
  if ((await globalThis.BarcodeDetector?.getSupportedFormats())?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }
  await import(decoder);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return () => {
    const { videoWidth: width, videoHeight: height } = video;
    [canvas.width, canvas.height] = [width, height];
    pen.drawImage(video, 0, 0);
    return jsQR(pen.getImageData(0, 0, width, height).data, width, height)?.data;
  };
}

// Calls ``found`` with each code; with the same one again only after a while.
export async function look(video, decoder, found) {
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  const read = await reader(video, decoder);
  let last, until = 0;
  while (video.srcObject) {
    const code = await read();
    if (code && (code !== last || Date.now() > until)) found(code);
    if (code) [last, until] = [code, Date.now() + AGAIN];
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

export function close(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}
